/** Takes a wish to the ledger and brings back its answer: may it, where to, send, acknowledge. */
import { type Command, type CommandKind, commandKinds } from "@partita/schemas";
import { type Acknowledged, acknowledge, type Done } from "#api/acknowledge.ts";
import { denySending } from "#api/authorise.ts";
import { denyAfter } from "#api/deny-after.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny, denyRefusal } from "#api/problems.ts";
import type { Asking } from "#api/reach.ts";
import { streamId } from "#api/stream-id.ts";

/** A wish that was checked against its schema. */
export type Wish = Asking & { readonly kind: CommandKind; readonly commandId: string };

export async function carryOut(ports: Ports, wish: Wish): Promise<Acknowledged | Denial> {
  const denial =
    (await denySending(ports, wish.kind, wish)) ?? (await denyAfter(ports.store, wish));
  if (denial !== undefined) return denial;
  const sent = await sendWish(ports, wish);
  return "problem" in sent ? sent : acknowledge(ports, sent.command, sent.done);
}

/** For a wish that is known to be allowed. */
export async function sendWish(
  ports: Ports,
  { kind, commandId, ...asking }: Wish,
): Promise<{ readonly command: Command; readonly done: Done } | Denial> {
  const stream = await ports.rows.read((rows) =>
    streamId[categoryOf(kind)](asking, { commandId, rows }),
  );
  if (stream === undefined) return deny("no-such-instance");
  // The detail was checked against the schema of this kind, which the types of HTTP cannot say.
  const command = {
    kind,
    id: commandId,
    actor: asking.identity.actor,
    at: ports.clock(),
    streamId: stream,
    causes: [],
    detail: asking.detail,
  } as unknown as Command;
  const outcome = await ports.send(command);
  return "refusal" in outcome ? denyRefusal(outcome.refusal) : { command, done: outcome };
}

function categoryOf(kind: CommandKind) {
  const declared = commandKinds.find((command) => command.kind === kind);
  if (declared === undefined) throw new Error(`this version of the house does not know ${kind}`);
  return declared.stream;
}
