/** What befalls a computer: something is wrong with it, or it will not come back as it was. */
import { type Command, type DraftOf, refuse } from "@partita/schemas";
import { belongsTo, brought, type Registered } from "#ledger/computer/state.ts";
import type { Decision } from "#ledger/decider.ts";
import { isOwner } from "#ledger/ends.ts";
import { causeOf, isDamped } from "#ledger/recent-bangs.ts";

type Answer = Decision<DraftOf<"computer">>;

/** By its agent, or by whoever disposes of it. */
export function bang(computer: Registered, command: Command<"bang-computer">): Answer {
  const { actor, at, streamId, detail } = command;
  const { message } = detail;
  const isItself = actor === `computer:${streamId}`;
  if (!isItself && !belongsTo(computer, actor))
    return refuse("not-yours", { owner: computer.owner });
  if (isDamped(computer.bangs, causeOf({ message }), at)) return { movements: [] };
  const frame = incident(computer, command);
  const banged = { message, present: treesOn(computer) };
  return { movements: [{ ...frame, kind: "computer-banged", detail: banged }] };
}

/** Which party may is the API's to say: an operator does when its owner is gone too. */
export function declareLost(
  computer: Registered,
  command: Command<"declare-computer-lost">,
): Answer {
  const { actor, detail } = command;
  if (!isOwner(actor)) return refuse("not-yours", { owner: computer.owner });
  if (computer.lost) return { movements: [] };
  const held = [...computer.holdings].map(([instance, { tree, award }]) => ({
    tree,
    instance,
    award,
  }));
  const lost = { ...detail, held };
  return {
    movements: [{ ...incident(computer, command), kind: "computer-lost", detail: lost }],
  };
}

/** Each tree that has an instance on the computer, with the one that came first. */
function treesOn({ holdings }: Registered) {
  const present = new Map<string, string>();
  for (const [instance, { tree }] of holdings) if (!present.has(tree)) present.set(tree, instance);
  return [...present].map(([tree, instance]) => ({ tree, instance }));
}

function incident({ owner }: Registered, command: { readonly streamId: string }) {
  return { ...brought(command, owner), resource: "incident", state: "delivered" } as const;
}
