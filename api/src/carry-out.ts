/** Takes a wish to the ledger and brings back its answer: may it, where to, send, acknowledge. */
import { type Command, type CommandKind, commandKinds, deriveReference } from "@partita/schemas";
import { type Acknowledged, acknowledge, type Done } from "#api/acknowledge.ts";
import { denySending } from "#api/authorise.ts";
import { denyAfter } from "#api/deny-after.ts";
import { denyTitle } from "#api/deny-title.ts";
import { forgetKey } from "#api/identity/forget-key.ts";
import { ownerOf } from "#api/identity/owner-of.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny, denyRefusal, type ProblemCode } from "#api/problems.ts";
import type { Asking } from "#api/reach.ts";
import { streamId } from "#api/stream-id.ts";

/** A wish that was checked against its schema. */
export type Wish = Asking & { readonly kind: CommandKind; readonly commandId: string };

export async function carryOut(ports: Ports, wish: Wish): Promise<Acknowledged | Denial> {
  const denial =
    (await denySending(ports, wish.kind, wish)) ??
    (await denyAfter(ports.store, wish)) ??
    (await denyTitle(ports, wish));
  if (denial !== undefined) return denial;
  const sent = await sendWish(ports, wish);
  if ("problem" in sent) return sent;
  await forgetKey(ports, wish);
  return acknowledge(ports, sent.command, sent.done);
}

/** For a wish that is known to be allowed. */
export async function sendWish(ports: Ports, wish: Wish): Promise<Sent | Denial> {
  const { kind, commandId } = wish;
  const { stream, owner } = await ports.rows.read(async (rows) => ({
    stream: await streamId[categoryOf(kind)](wish, { commandId, rows }),
    owner: ownedKinds.has(kind) ? await ownerOf(rows, String(wish.detail.holder)) : undefined,
  }));
  if (stream === undefined) return deny(nowhere[kind] ?? "no-such-instance");
  const detail = owner === undefined ? wish.detail : { ...wish.detail, owner };
  const sent = await sendTo(ports, { ...wish, detail }, stream);
  return isRenamed(sent) ? sendToLaterTree(ports, wish, sent) : sent;
}

type Sent = { readonly command: Command; readonly done: Done };

/** What is issued belongs to whoever owns its holder, which the rows know. */
const ownedKinds: ReadonlySet<CommandKind> = new Set(["issue-enrolment", "issue-token"]);

/** What is not there when a stream is not found. */
const nowhere: { readonly [K in CommandKind]?: ProblemCode } = {
  "redeem-enrolment": "no-such-enrolment",
  "revoke-certificate": "no-such-certificate",
  "revoke-enrolment": "no-such-enrolment",
  "revoke-token": "no-such-token",
};

async function sendTo(ports: Ports, wish: Wish, streamId: string): Promise<Sent | Denial> {
  const { kind, commandId: id, identity, detail } = wish;
  const whole = { kind, id, actor: identity.actor, at: ports.clock(), streamId };
  // The detail was checked against the schema of this kind, which the types of HTTP cannot say.
  const command = { ...whole, causes: [], detail } as unknown as Command;
  const outcome = await ports.send(command);
  return "refusal" in outcome ? denyRefusal(outcome.refusal) : { command, done: outcome };
}

/** The tree that began with this title has another one now: what is asked for is a new tree. */
function isRenamed(sent: Sent | Denial): sent is Denial {
  return "problem" in sent && sent.problem.code === "tree-renamed";
}

/** A title that was given up again and again this often is played with. */
const laterTreesMax = 20;

/** Each tree follows from the one before, so that two who ask at once come to the same one. */
async function sendToLaterTree(ports: Ports, wish: Wish, refused: Denial): Promise<Sent | Denial> {
  const title = String(wish.detail.title);
  let sent: Sent | Denial = refused;
  for (let later = 0; later < laterTreesMax && isRenamed(sent); later++) {
    const before = sent.problem.facts?.tree ?? "";
    const tree = deriveReference("TREE", wish.identity.actor, title, before);
    sent = await sendTo(ports, wish, tree);
  }
  return sent;
}

function categoryOf(kind: CommandKind) {
  const declared = commandKinds.find((command) => command.kind === kind);
  if (declared === undefined) throw new Error(`this version of the house does not know ${kind}`);
  return declared.stream;
}
