/** What is known of an identity: whose it is, its certificates, its enrolments, its tokens. */
import type { EnrolmentPurpose, Movement, NodeId } from "@partita/schemas";

export type KnownCertificate = {
  readonly publicKey: string;
  readonly notAfter: string;
  readonly enrolment: string | undefined;
  readonly revoked: boolean;
};
export type KnownEnrolment = {
  readonly tokenHash: string;
  readonly purpose: EnrolmentPurpose;
  readonly expiresAt: string;
  /** Used, or taken back. */
  readonly ended: boolean;
};
export type KnownToken = { readonly expiresAt: string; readonly revoked: boolean };

/** What has expired is forgotten by the next movement, so that the state does not grow for ever. */
export type State = {
  /** Who owns the holder; undefined until something was issued to it. */
  readonly owner: NodeId | undefined;
  readonly certificates: ReadonlyMap<string, KnownCertificate>;
  readonly enrolments: ReadonlyMap<string, KnownEnrolment>;
  readonly tokens: ReadonlyMap<string, KnownToken>;
};

export const initial: State = {
  owner: undefined,
  certificates: new Map(),
  enrolments: new Map(),
  tokens: new Map(),
};

type Kind<Prefix extends string> = Extract<Movement["kind"], `${Prefix}-${string}`>;
type Certified = Movement<Extract<Kind<"certificate">, `${string}-issued` | `${string}-renewed`>>;

export function certified(state: State, movement: Certified): State {
  const { serial, publicKey, notAfter } = movement.detail;
  const enrolment = "enrolment" in movement.detail ? movement.detail.enrolment : undefined;
  const known = { publicKey, notAfter, enrolment, revoked: false };
  return owned(movement, {
    ...state,
    certificates: withOne(without(state.certificates, movement.recordedAt), serial, known),
  });
}

export function uncertified(state: State, { detail }: Movement<"certificate-revoked">): State {
  const known = state.certificates.get(detail.serial);
  if (known === undefined) return state;
  const certificates = withOne(state.certificates, detail.serial, { ...known, revoked: true });
  return { ...state, certificates };
}

export function enrolled(state: State, movement: Movement<"enrolment-issued">): State {
  const { enrolment, tokenHash, purpose, expiresAt } = movement.detail;
  const known = { tokenHash, purpose, expiresAt, ended: false };
  return owned(movement, {
    ...state,
    enrolments: withOne(without(state.enrolments, movement.recordedAt), enrolment, known),
  });
}

export function enrolmentEnded(
  state: State,
  { detail }: Movement<"enrolment-redeemed" | "enrolment-revoked">,
): State {
  const known = state.enrolments.get(detail.enrolment);
  if (known === undefined) return state;
  const enrolments = withOne(state.enrolments, detail.enrolment, { ...known, ended: true });
  return { ...state, enrolments };
}

export function tokenGiven(state: State, movement: Movement<"token-issued">): State {
  const { token, expiresAt } = movement.detail;
  const known = { expiresAt, revoked: false };
  return owned(movement, {
    ...state,
    tokens: withOne(without(state.tokens, movement.recordedAt), token, known),
  });
}

export function tokenRevoked(state: State, { detail }: Movement<"token-revoked">): State {
  const known = state.tokens.get(detail.token);
  if (known === undefined) return state;
  return { ...state, tokens: withOne(state.tokens, detail.token, { ...known, revoked: true }) };
}

/** A computer that changes hands is its new owner's from the next movement on. */
function owned({ destinationSection: owner }: Movement, state: State): State {
  return { ...state, owner };
}

function without<Known extends { readonly notAfter: string } | { readonly expiresAt: string }>(
  known: ReadonlyMap<string, Known>,
  at: string,
): ReadonlyMap<string, Known> {
  return new Map([...known].filter(([, one]) => endOf(one) > at));
}

function endOf(known: { readonly notAfter: string } | { readonly expiresAt: string }): string {
  return "notAfter" in known ? known.notAfter : known.expiresAt;
}

function withOne<Known>(
  known: ReadonlyMap<string, Known>,
  reference: string,
  one: Known,
): ReadonlyMap<string, Known> {
  return new Map(known).set(reference, one);
}
