/** Verifies a running Master, from its signature down to the spelling of its table. */
import { type LogClient, MasterRefusal } from "@partita/schemas";
import { isConsistent } from "@partita/schemas/log/check-proof.ts";
import { type Checkpoint, openCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { NoteInvalid, readKey } from "@partita/schemas/log/signed-note.ts";
import { widthIn } from "@partita/schemas/log/tile-path.ts";
import { checkTable } from "./check-table.ts";
import { type Finding, notChecked, type Verdict } from "./finding.ts";
import type { Inquiry } from "./inquiry.ts";
import { type Compared, compareMovements, findingOf } from "./read-movements.ts";
import { readTree, type Tree } from "./read-tree.ts";

/** What was seen of this log before. */
export type Seen = { readonly key: string; readonly checkpoint: string };

export type Asked = {
  readonly log: LogClient;
  /** Whom to trust, if somebody said so. */
  readonly pinned: string | undefined;
  readonly seen: Seen | undefined;
  /** Told once, before the first leaf: what the leaves are signed by. */
  readonly begin: (checkpoint: Checkpoint, key: string) => Promise<void>;
  readonly take: (leaf: string) => Promise<void>;
};

export async function checkMaster(asked: Asked): Promise<Verdict> {
  const { log, pinned, seen, take } = asked;
  const key = pinned ?? seen?.key ?? (await log.key());
  const opened = open(await log.checkpoint(), key);
  if (typeof opened === "string") return unsigned(key, opened);
  const trust = trustSentence(asked, key, opened.size);
  const inquiry: Inquiry = { log, key, checkpoint: opened, take, checked: [trust], findings: [] };
  if (seen !== undefined) await proveContinuity(inquiry, seen);
  await asked.begin(opened, key);
  await checkLeaves(inquiry);
  await checkTable(inquiry);
  const { size, root } = opened;
  return {
    subject: "log",
    isWhole: inquiry.findings.length === 0,
    log: readKey(key).name,
    ...{ key, size, root: root.toString("base64") },
    checked: inquiry.checked,
    findings: inquiry.findings,
  };
}

function open(note: string, key: string): Checkpoint | string {
  try {
    return openCheckpoint(note, key);
  } catch (cause) {
    if (cause instanceof NoteInvalid) return cause.message;
    throw cause;
  }
}

function unsigned(key: string, message: string): Verdict {
  const says = `${message}; whoever answers is not the Master of this key, or was tampered with`;
  const findings: Finding[] = [{ damage: "checkpoint-broken", says }];
  const { name } = readKey(key);
  return {
    subject: "log",
    isWhole: false,
    log: name,
    key,
    size: 0,
    root: "",
    checked: [],
    findings,
  };
}

function trustSentence({ pinned, seen }: Asked, key: string, size: number): string {
  const signed = `The checkpoint over ${size} movements is signed by ${key}`;
  if (pinned !== undefined) return `${signed}, the key that was given.`;
  if (seen !== undefined) return `${signed}, the key that was seen before.`;
  return `${signed}. This key is seen for the first time: compare it with one from elsewhere.`;
}

/** What was seen last must be the beginning of what there is now. */
async function proveContinuity(inquiry: Inquiry, seen: Seen): Promise<void> {
  const { log, key, checkpoint: to, checked, findings } = inquiry;
  const from = open(seen.checkpoint, key);
  if (typeof from === "string") {
    const says = `the checkpoint of the state file is not of this log: ${from}`;
    findings.push({ damage: "checkpoint-broken", says });
    return;
  }
  const isLater = from.size <= to.size;
  const asks = isLater && from.size > 0 && from.size < to.size;
  const texts = asks ? (await log.consistency(from.size, to.size)).path : [];
  const path = texts.map((text) => Buffer.from(text, "base64"));
  if (isLater && isConsistent({ from, to, path })) {
    checked.push(`It continues the checkpoint over ${from.size} that was seen last.`);
    return;
  }
  const says = isLater
    ? `the first ${from.size} movements are not those that the Master signed before`
    : `the Master signed ${from.size} movements before, and has ${to.size} now`;
  findings.push({ damage: "history-rewritten", says });
}

async function checkLeaves(inquiry: Inquiry): Promise<void> {
  const { checked, checkpoint } = inquiry;
  const tree = readTree(inquiry);
  const refusal = await entriesRefused(inquiry);
  if (refusal === undefined) {
    const compared = await compareMovements(inquiry, tree.leaves());
    return judge(inquiry, tree, compared);
  }
  for await (const _ of tree.leaves());
  checked.push(`${notChecked}the movements themselves. ${refusal}`);
  const { root, findings } = await tree.judged();
  inquiry.findings.push(...findings);
  if (!root.equals(checkpoint.root)) inquiry.findings.push(rootDiffers("tiles"));
}

/** Why the movements may not be read; undefined: they may. */
async function entriesRefused({ log, checkpoint }: Inquiry): Promise<string | undefined> {
  if (checkpoint.size === 0) return undefined;
  try {
    await log.entries({ index: 0, width: widthIn(checkpoint.size, 0, 0) });
    return undefined;
  } catch (cause) {
    if (!(cause instanceof MasterRefusal)) throw cause;
    if (cause.problem.status === 401 || cause.problem.status === 403) return cause.message;
    throw cause;
  }
}

/** Which of both is right is told by the signature. */
async function judge(inquiry: Inquiry, tree: Tree, compared: Compared): Promise<void> {
  const { checkpoint, checked, findings } = inquiry;
  const tiles = await tree.judged();
  const tilesHold = tiles.root.equals(checkpoint.root);
  const movementsHold = compared.root.equals(checkpoint.root);
  findings.push(...tiles.findings);
  if (movementsHold)
    checked.push(`All ${compared.count} movements, hashed anew, give the root that was signed.`);
  else if (!tilesHold) findings.push(rootDiffers("tiles"), rootDiffers("movements"));
  for (const difference of compared.differences) {
    const finding = await findingOf(inquiry, difference);
    findings.push(movementsHold ? tileChanged(finding) : finding);
  }
}

function rootDiffers(what: "tiles" | "movements"): Finding {
  return { damage: "root-differs", says: `the ${what} give another root than was signed` };
}

/** The movements are as they were signed: it is the tree's memory of this one that is not. */
function tileChanged({ index, position, movement }: Finding): Finding {
  const says = "its hash in the tile was changed; the movement is as it was signed";
  return { damage: "tile-changed", index, position, movement, says };
}
