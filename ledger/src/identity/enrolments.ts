/** Enrolments: a token with which somebody gets a certificate, once, until it expires. */
import {
  type ActorId,
  type Command,
  deriveReference,
  type EnrolmentPurpose,
  itemId,
  type NodeId,
  type Role,
  refuse,
} from "@partita/schemas";
import { type Answer, frameOf, itemsOf, ownerOf } from "#ledger/identity/frame.ts";
import { isWithin } from "#ledger/identity/life.ts";
import type { KnownEnrolment, State } from "#ledger/identity/state.ts";

/** More wait for one holder only when a program has lost count. */
export const enrolmentsOpenMax = 100;

const millisecondsPerDay = 86_400_000;
/**
 * Whoever registers a computer stands beside it (SlapOS forgets such tokens after a day too); a
 * letter with a token for a person may lie about.
 */
const lifeMillisecondsMax: { readonly [P in EnrolmentPurpose]: number } = {
  "register-computer": millisecondsPerDay,
  certificate: 30 * millisecondsPerDay,
};

/** Whoever acts in an office, or is a thing, registers no computer; nor does a token of theirs. */
const registrants: readonly Role[] = ["person", "organisation"];

export function issueEnrolment(state: State, command: Command<"issue-enrolment">): Answer {
  const { id, at, detail } = command;
  const { owner: _, ...issued } = detail;
  const { holder, role, purpose, expiresAt } = issued;
  const found = ownerOf(state, detail);
  if ("refusal" in found) return found;
  if (purpose === "register-computer" && !registrants.includes(role))
    return refuse("not-yours", { holder, role });
  if (!isWithin(at, expiresAt, lifeMillisecondsMax[purpose]))
    return refuse("expiry-out-of-range", { expiresAt });
  if ([...state.enrolments.values()].filter(isOpenAt(at)).length >= enrolmentsOpenMax)
    return refuse("too-many-credentials", { max: `${enrolmentsOpenMax}` });
  const enrolment = deriveReference("ENROL", id);
  const frame = frameOf(found.owner, [itemId("enrolment", enrolment), ...itemsOf(holder)]);
  const draft = { ...frame, resource: "enrolment", state: "confirmed" } as const;
  const movement = { ...draft, stopsAt: expiresAt, detail: { enrolment, ...issued } };
  return { movements: [{ ...movement, kind: "enrolment-issued" }] };
}

/** Whoever has the token is let in once: the second time it has leaked, or was lost on the way. */
export function redeemEnrolment(state: State, command: Command<"redeem-enrolment">): Answer {
  const { at, streamId, detail } = command;
  const { tokenHash, purpose, subject } = detail;
  const entry = [...state.enrolments].find(([, known]) => known.tokenHash === tokenHash);
  if (entry === undefined || entry[1].purpose !== purpose) return refuse("no-such-enrolment");
  const [enrolment, { ended, expiresAt }] = entry;
  if (ended) return refuse("enrolment-used", { enrolment });
  if (expiresAt <= at) return refuse("enrolment-expired", { enrolment, expiresAt });
  const items = [itemId("enrolment", enrolment), ...itemsOf(subject)];
  const frame = frameOf(known(state), items);
  const draft = { ...frame, resource: "enrolment", state: "delivered" } as const;
  // A stream of this category is named after its holder.
  const redeemed = { enrolment, holder: streamId as ActorId, subject };
  return { movements: [{ ...draft, kind: "enrolment-redeemed", detail: redeemed }] };
}

export function revokeEnrolment(state: State, command: Command<"revoke-enrolment">): Answer {
  const { at, streamId, detail } = command;
  const { enrolment } = detail;
  const found = state.enrolments.get(enrolment);
  if (found === undefined) return refuse("no-such-enrolment", { enrolment });
  // Used, taken back or expired: it is worth nothing already.
  if (!isOpenAt(at)(found)) return { movements: [] };
  const frame = frameOf(known(state), [itemId("enrolment", enrolment)]);
  const draft = { ...frame, resource: "enrolment", state: "cancelled" } as const;
  // A stream of this category is named after its holder.
  const revoked = { enrolment, holder: streamId as ActorId };
  return { movements: [{ ...draft, kind: "enrolment-revoked", detail: revoked }] };
}

function isOpenAt(at: string) {
  return ({ ended, expiresAt }: KnownEnrolment): boolean => !ended && expiresAt > at;
}

function known({ owner }: State): NodeId {
  if (owner === undefined) throw new Error("what was issued has an owner");
  return owner;
}
