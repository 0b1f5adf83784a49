/** Certificates: recorded before they are handed out, and revoked before they expire. */
import {
  type ActorId,
  type Command,
  type DraftOf,
  itemId,
  type Refusal,
  refuse,
} from "@partita/schemas";
import { type Answer, frameOf, itemsOf, ownerOf } from "#ledger/identity/frame.ts";
import type { KnownCertificate, State } from "#ledger/identity/state.ts";

/** Two overlap at a renewal; an organisation may have a client on each of many machines. */
export const certificatesGoodMax = 100;
/** An answer that was lost is asked for again; whoever asks more often has another trouble. */
export const certificatesPerEnrolmentMax = 10;

export function recordCertificate(state: State, command: Command<"record-certificate">): Answer {
  const { owner: _owner, only: _only, replaces, enrolment, ...facts } = command.detail;
  const { serial, holder, notBefore, notAfter } = facts;
  // Recorded already: serials are random, so that it is the very same.
  if (state.certificates.has(serial)) return { movements: [] };
  const found = ownerOf(state, command.detail);
  if ("refusal" in found) return found;
  const refusal = standsAgainst(state, command);
  if (refusal !== undefined) return refusal;
  const frame = frameOf(found.owner, [itemId("certificate", serial), ...itemsOf(holder)]);
  const draft = {
    ...{ ...frame, startsAt: notBefore, stopsAt: notAfter },
    ...({ resource: "certificate", state: "confirmed" } as const),
  };
  if (replaces !== undefined)
    return {
      movements: [{ ...draft, kind: "certificate-renewed", detail: { ...facts, replaces } }],
    };
  const issued = { ...facts, ...(enrolment !== undefined && { enrolment }) };
  return { movements: [{ ...draft, kind: "certificate-issued", detail: issued }] };
}

function standsAgainst(
  { certificates }: State,
  { at, detail }: Command<"record-certificate">,
): { readonly refusal: Refusal } | undefined {
  const { replaces, only, enrolment, notAfter } = detail;
  if (notAfter <= at) return refuse("expiry-out-of-range", { notAfter });
  const good = [...certificates.values()].filter(isGoodAt(at));
  if (only === true && good.length > 0) return refuse("certificate-active");
  if (good.length >= certificatesGoodMax)
    return refuse("too-many-credentials", { max: `${certificatesGoodMax}` });
  if (replaces !== undefined) return notReplaceable(certificates.get(replaces), at);
  if (enrolment !== undefined) return usedOtherwise([...certificates.values()], detail);
  return undefined;
}

function notReplaceable(replaced: KnownCertificate | undefined, at: string) {
  if (replaced === undefined) return refuse("no-such-certificate");
  return isGoodAt(at)(replaced) ? undefined : refuse("certificate-not-good");
}

/**
 * Whoever lost the answer asks again with the same key; another key is another person, and after a
 * revocation the token is worth nothing, or the revocation would be.
 */
function usedOtherwise(
  certificates: readonly KnownCertificate[],
  { enrolment, publicKey }: { readonly enrolment?: string; readonly publicKey: string },
) {
  const before = certificates.filter((one) => one.enrolment === enrolment);
  const isSame = before.every((one) => one.publicKey === publicKey && !one.revoked);
  return isSame && before.length < certificatesPerEnrolmentMax
    ? undefined
    : refuse("enrolment-used");
}

/** Of all that are good, or of one: each is a movement of its own. */
export function revokeCertificate(state: State, command: Command<"revoke-certificate">): Answer {
  const { at, detail } = command;
  const { certificate } = detail;
  const known =
    certificate === "all"
      ? [...state.certificates]
      : [...state.certificates].filter(([serial]) => serial === certificate);
  if (known.length === 0 && certificate !== "all")
    return refuse("no-such-certificate", { certificate });
  const good = known.filter(([, one]) => isGoodAt(at)(one));
  return { movements: good.map(([serial, one]) => revoked(state, command, { serial, ...one })) };
}

function revoked(
  { owner }: State,
  { streamId, detail }: Command<"revoke-certificate">,
  { serial, notAfter }: KnownCertificate & { readonly serial: string },
): DraftOf<"identity"> {
  if (owner === undefined) throw new Error("what was issued has an owner");
  // A stream of this category is named after its holder.
  const holder = streamId as ActorId;
  const { reason = "unspecified" } = detail;
  return {
    ...frameOf(owner, [itemId("certificate", serial), ...itemsOf(holder)]),
    ...({ resource: "certificate", state: "cancelled" } as const),
    kind: "certificate-revoked",
    detail: { holder, serial, reason, notAfter },
  };
}

function isGoodAt(at: string) {
  return ({ revoked: isRevoked, notAfter }: KnownCertificate): boolean =>
    !isRevoked && notAfter > at;
}
