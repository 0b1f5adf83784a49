/** Bearer tokens: for scripts of people, with scopes and an end. */
import { type ActorId, type Command, deriveReference, itemId, refuse } from "@partita/schemas";
import { type Answer, frameOf, itemsOf, ownerOf } from "#ledger/identity/frame.ts";
import { isWithin } from "#ledger/identity/life.ts";
import type { State } from "#ledger/identity/state.ts";

/** A token for each script of a large organisation; more are forgotten ones. */
export const tokensGoodMax = 100;
/** Whoever runs a script for years looks at it once a year. */
export const tokenLifeMillisecondsMax = 366 * 86_400_000;

export function issueToken(state: State, command: Command<"issue-token">): Answer {
  const { id, at, detail } = command;
  const { owner: _, ...issued } = detail;
  const { holder, expiresAt } = issued;
  const found = ownerOf(state, detail);
  if ("refusal" in found) return found;
  if (!isWithin(at, expiresAt, tokenLifeMillisecondsMax))
    return refuse("expiry-out-of-range", { expiresAt });
  const good = [...state.tokens.values()].filter((known) => isGood(known, at));
  if (good.length >= tokensGoodMax)
    return refuse("too-many-credentials", { max: `${tokensGoodMax}` });
  const token = deriveReference("TOKEN", id);
  const frame = frameOf(found.owner, [itemId("token", token), ...itemsOf(holder)]);
  const draft = { ...frame, resource: "token", state: "confirmed" } as const;
  const detailed = { token, ...issued, scopes: [...new Set(issued.scopes)] };
  return {
    movements: [{ ...draft, kind: "token-issued", stopsAt: expiresAt, detail: detailed }],
  };
}

export function revokeToken(state: State, command: Command<"revoke-token">): Answer {
  const { at, streamId, detail } = command;
  const { token } = detail;
  const found = state.tokens.get(token);
  if (found === undefined || state.owner === undefined) return refuse("no-such-token", { token });
  if (!isGood(found, at)) return { movements: [] };
  const frame = frameOf(state.owner, [itemId("token", token)]);
  const draft = { ...frame, resource: "token", state: "cancelled" } as const;
  // A stream of this category is named after its holder.
  const revoked = { token, holder: streamId as ActorId };
  return { movements: [{ ...draft, kind: "token-revoked", detail: revoked }] };
}

function isGood(
  { revoked, expiresAt }: { readonly revoked: boolean; readonly expiresAt: string },
  at: string,
): boolean {
  return !revoked && expiresAt > at;
}
