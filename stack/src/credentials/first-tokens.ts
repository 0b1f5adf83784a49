/** The first tokens of a house: issued by the Master, kept in files, renewed before they expire. */
import { join } from "node:path";
import type { MovementStore, Send } from "@partita/ledger";
import { type CommandKind, type CommandOf, instantOf, master } from "@partita/schemas";
import type { FirstIdentity } from "#stack/identities.ts";
import { keptSecret } from "./kept-secret.ts";

export type Issuing = {
  readonly store: Pick<MovementStore, "read">;
  readonly send: Send;
  /** The instant of now. */
  readonly now: () => string;
  readonly newId: () => string;
};

const day = 86_400_000;
/** As long as a browser's certificate lived when this was written: a start in between is likely. */
const tokenMilliseconds = 90 * day;
/** As the decider has it: nobody waits longer to start an agent. */
const enrolmentMilliseconds = 30 * day;

/** One file for each identity; with the tokens. What is good stays, whoever asks again. */
export async function firstTokens(
  folder: string,
  identities: readonly FirstIdentity[],
  issuing: Issuing,
): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const identity of identities)
    tokens.set(identity.actor, await firstToken(folder, identity, issuing));
  return tokens;
}

async function firstToken(folder: string, identity: FirstIdentity, issuing: Issuing) {
  const { actor, role, owner } = identity;
  const good = await goodTokens(identity, issuing);
  return keptSecret(join(folder, tokenFileName(actor)), {
    isGood: (hash) => good.has(hash),
    issue: (tokenHash) => {
      const expiresAt = later(issuing.now(), tokenMilliseconds);
      const detail = { holder: actor, role, title: "first token", tokenHash, expiresAt };
      const scopes = ["read", "write"];
      return send(issuing, "issue-token", actor, { ...detail, scopes, ...(owner && { owner }) });
    },
  });
}

/** Hashes of those that have a third of their life before them. */
async function goodTokens({ actor, role }: FirstIdentity, { store, now }: Issuing) {
  const movements = (await store.read("identity", actor)).map(({ movement }) => movement);
  const revoked = new Set(
    movements.flatMap((one) => (one.kind === "token-revoked" ? [one.detail.token] : [])),
  );
  const isGood = (issued: { token: string; role: string; expiresAt: string }) =>
    issued.role === role &&
    !revoked.has(issued.token) &&
    Date.parse(issued.expiresAt) - Date.parse(now()) > tokenMilliseconds / 3;
  return new Set(
    movements.flatMap((one) =>
      one.kind === "token-issued" && isGood(one.detail) ? [one.detail.tokenHash] : [],
    ),
  );
}

/** A file with the token of an enrolment, for a computer that fetches its certificate with it. */
export async function enrolmentFor(
  { actor, role, owner }: FirstIdentity,
  path: string,
  issuing: Issuing,
): Promise<void> {
  const known = await knownEnrolments(actor, issuing);
  await keptSecret(path, {
    isGood: (hash) => known.has(hash),
    issue: (tokenHash) => {
      const expiresAt = later(issuing.now(), enrolmentMilliseconds);
      const detail = { holder: actor, role, purpose: "certificate" as const, tokenHash, expiresAt };
      return send(issuing, "issue-enrolment", actor, { ...detail, ...(owner && { owner }) });
    },
  });
}

/** Hashes of those that were used, which shall stay so, or may be. */
async function knownEnrolments(actor: FirstIdentity["actor"], { store, now }: Issuing) {
  const movements = (await store.read("identity", actor)).map(({ movement }) => movement);
  const used = new Set(
    movements.flatMap((one) => (one.kind === "enrolment-redeemed" ? [one.detail.enrolment] : [])),
  );
  const isKnown = ({ enrolment, expiresAt }: { enrolment: string; expiresAt: string }) =>
    used.has(enrolment) || expiresAt > now();
  return new Set(
    movements.flatMap((one) =>
      one.kind === "enrolment-issued" && isKnown(one.detail) ? [one.detail.tokenHash] : [],
    ),
  );
}

/** `person:ada` keeps its token in `person_ada.token`: a colon is no good in a file name. */
export function tokenFileName(actor: string): string {
  return `${actor.replace(/[:/]/g, "_")}.token`;
}

type Sent = Extract<CommandKind, "issue-token" | "issue-enrolment">;

async function send<K extends Sent>(
  { send: hand, now, newId }: Issuing,
  kind: K,
  streamId: string,
  detail: Extract<CommandOf<"identity">, { readonly kind: K }>["detail"],
): Promise<void> {
  const frame = { id: newId(), actor: master, at: now(), streamId, causes: [] };
  // Kind and detail belong together by this function's own signature; the union forgets it.
  const outcome = await hand({ ...frame, kind, detail } as CommandOf<"identity">);
  if ("refusal" in outcome)
    throw new Error(`${kind} for ${streamId} was refused: ${outcome.refusal.code}`);
}

function later(instant: string, milliseconds: number): string {
  return instantOf(Date.parse(instant) + milliseconds);
}
