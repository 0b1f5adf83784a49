/** Verifies a file without asking anybody: an exported log, or the evidence of one movement. */
import { canonical } from "@partita/schemas";
import { type Checkpoint, openCheckpoint } from "@partita/schemas/log/checkpoint.ts";
import { checkEvidence, type Evidence, EvidenceInvalid } from "@partita/schemas/log/evidence.ts";
import { frontier } from "@partita/schemas/log/frontier.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { type LogHeader, readLogHeader } from "@partita/schemas/log/log-file.ts";
import { NoteInvalid, readKey } from "@partita/schemas/log/signed-note.ts";
import { UsageError } from "#cli/usage-error.ts";
import type { Finding, Verdict } from "./finding.ts";
import { linesOf } from "./lines-of.ts";

/** `pinned`: whom to trust; without it, the key that the file brings, which is said. */
export async function checkFile(path: string, pinned: string | undefined): Promise<Verdict> {
  const lines = linesOf(path);
  const { value: first = "" } = await lines.next().catch((cause) => {
    throw new UsageError(`${path} cannot be read.`, { cause });
  });
  const header = readLogHeader(first);
  if (header !== undefined) return checkLog(header, lines, pinned);
  return checkProof(path, [first, ...(await Array.fromAsync(lines))].join("\n"), pinned);
}

async function checkLog(
  header: LogHeader,
  lines: AsyncGenerator<string>,
  pinned: string | undefined,
): Promise<Verdict> {
  const key = pinned ?? header.key;
  const findings: Finding[] = [];
  const fold = frontier();
  for await (const line of lines) {
    if (!isCanonical(line)) findings.push(respelled(fold.size()));
    fold.add(leafHash(line));
  }
  const opened = attempt(() => openCheckpoint(header.checkpoint, key), findings);
  if (opened !== undefined && opened.size !== fold.size()) {
    const says = `${opened.size} movements were signed, and the file has ${fold.size()}`;
    findings.push({ damage: "root-differs", says });
  } else if (opened !== undefined && !opened.root.equals(fold.root()))
    findings.push({
      damage: "root-differs",
      says: "the movements of the file give another root than was signed",
    });
  const checked = [
    trustSentence(key, pinned),
    `The file has ${fold.size()} movements with the root ${fold.root().toString("base64")}.`,
  ];
  return verdict(key, opened, checked, findings);
}

function respelled(index: number): Finding {
  const says = `line ${index + 2} is not in canonical form: it was written by somebody else`;
  return { damage: "respelled", index, says };
}

function checkProof(path: string, text: string, pinned: string | undefined): Verdict {
  const evidence = evidenceIn(path, text);
  const key = pinned ?? evidence.key;
  const findings: Finding[] = [];
  const proven = attempt(() => checkEvidence(evidence, key), findings);
  if (!isCanonical(evidence.leaf)) findings.push(respelled(evidence.index));
  const { older, checkpoint } = proven ?? {};
  const place = `index ${evidence.index} of ${checkpoint?.size}`;
  const stands = `The movement stands at ${place} that were signed.`;
  const continues = `The checkpoint over ${older?.size} is the beginning of that.`;
  const checked = [
    trustSentence(key, pinned),
    ...(checkpoint === undefined ? [] : [stands]),
    ...(older === undefined ? [] : [continues]),
  ];
  return { ...verdict(key, checkpoint, checked, findings), subject: "evidence" };
}

function evidenceIn(path: string, text: string): Evidence {
  try {
    const evidence: unknown = JSON.parse(text);
    if (isEvidence(evidence)) return evidence;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new UsageError(`${path} is neither an exported log nor an evidence file.`);
}

function isEvidence(given: unknown): given is Evidence {
  return typeof given === "object" && given !== null && "format" in given && "key" in given;
}

function isCanonical(text: string): boolean {
  try {
    return canonical(JSON.parse(text)) === text;
  } catch {
    // What is not JSON at all is not canonical either.
    return false;
  }
}

/** What proves nothing is a finding. */
function attempt<Result>(check: () => Result, findings: Finding[]): Result | undefined {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof NoteInvalid || cause instanceof EvidenceInvalid)) throw cause;
    const damage = cause instanceof NoteInvalid ? "checkpoint-broken" : "root-differs";
    findings.push({ damage, says: cause.message });
    return undefined;
  }
}

function trustSentence(key: string, pinned: string | undefined): string {
  return pinned === undefined
    ? `It is signed by ${key}, a key that the file itself brings: ` +
        "compare it with one from elsewhere."
    : `It is checked against the key that was given, ${key}.`;
}

function verdict(
  key: string,
  checkpoint: Checkpoint | undefined,
  checked: readonly string[],
  findings: readonly Finding[],
): Verdict {
  const { size = 0, root } = checkpoint ?? {};
  const log = readKey(key).name;
  const isWhole = findings.length === 0;
  return {
    ...{ subject: "log", isWhole, log, key, size },
    ...{ root: root?.toString("base64") ?? "", checked, findings },
  };
}
