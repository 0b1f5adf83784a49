/** Identities as the ledger knows them: looked up in the rows, and remembered for a moment. */
import type { Recorded } from "@partita/ledger";
import type { RowReader, Rows } from "@partita/projections";
import {
  findCertificate,
  findTokenByHash,
  listRevokedSince,
} from "@partita/projections/identities/query.ts";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import type { Role } from "@partita/schemas";
import { briefMemory } from "#api/brief-memory.ts";
import {
  type Ended,
  type Identities,
  type Identity,
  referenceIn,
  tokenHashOf,
} from "#api/identities.ts";
import { revocationPollMilliseconds } from "#api/limits.ts";

export type RowIdentities = Identities & {
  /** Looks for revocations from now on; without it, nothing is remembered at all. */
  readonly start: () => void;
  readonly close: () => void;
  /** Looks once; throws when the rows cannot be read. */
  readonly poll: () => Promise<void>;
  /** Revocations take effect as soon as the log is heard of, however far behind the rows are. */
  readonly hear: (recorded: readonly Recorded[]) => void;
};

type Known = {
  readonly identity: Identity;
  /** Under what its revocation is told: of several tokens of one hash, only one is meant. */
  readonly denial: string;
  readonly until: string;
  readonly revoked: boolean;
};
type Look = (rows: RowReader) => Promise<Known | undefined>;

type Asked = {
  readonly rows: Rows;
  /** The instant of now. */
  readonly clock: () => string;
};

/**
 * A revocation takes effect when it is heard of, or with the next poll after its row is written, on
 * open connections too.
 * When the rows cannot be read, what is remembered ends a second later: then asking throws, and
 * nobody is let in.
 */
export function rowIdentities({ rows, clock }: Asked): RowIdentities {
  const memory = briefMemory<Known | undefined>();
  /** What the rows may not know yet, by the position at which it was revoked. */
  const heard = new Map<string, bigint>();
  let seenUpTo: bigint | undefined;
  let timer: NodeJS.Timeout | undefined;

  const poll = async () => {
    const began = memory.now();
    const since = seenUpTo;
    const { position, ended } = await rows.read(async (reader) => ({
      position: await reader.position(),
      // Those before the first look stand in the rows that are looked up.
      ended: since === undefined ? undefined : await listRevokedSince(reader, since),
    }));
    for (const serial of ended?.serials ?? []) memory.deny(certificateKey(serial));
    for (const token of ended?.tokens ?? []) memory.deny(referenceKey(token));
    for (const [key, at] of heard) if (at <= position) heard.delete(key);
    seenUpTo = position;
    memory.confirm(began);
  };
  const isDenied = ({ denial }: Known) => heard.has(denial) || memory.isDenied(denial);
  const ask = async (key: string, look: Look) => {
    const known = await memory.recall(key, () => rows.read(look));
    return known && judged(known, clock(), isDenied(known));
  };

  const recall = (key: string) => {
    const known = memory.peek(key);
    const found = known && judged(known, clock(), isDenied(known));
    return typeof found === "string" ? undefined : found;
  };

  return {
    ofToken: (token) => {
      const hash = tokenHashOf(token);
      return ask(tokenKey(hash), (reader) => tokenIn(reader, hash));
    },
    recall: (shown) =>
      recall("tokenHash" in shown ? tokenKey(shown.tokenHash) : certificateKey(shown.certificate)),
    ofCertificate: (serial) =>
      ask(certificateKey(serial), (reader) => certificateIn(reader, serial)),
    poll,
    hear: (recorded) => {
      for (const one of recorded) {
        const key = revokedBy(one);
        if (key === undefined) continue;
        heard.set(key, one.position);
        memory.deny(key);
      }
    },
    start: () => {
      timer ??= again(poll, revocationPollMilliseconds);
    },
    close: () => clearInterval(timer),
  };
}

/** One at a time. What cannot be confirmed is not remembered: that is what follows a failure. */
function again(poll: () => Promise<void>, milliseconds: number): NodeJS.Timeout {
  let isUnderWay = false;
  const once = () => {
    if (isUnderWay) return;
    isUnderWay = true;
    void poll()
      .catch(() => undefined)
      .finally(() => {
        isUnderWay = false;
      });
  };
  return setInterval(once, milliseconds).unref();
}

function judged(known: Known, now: string, isDenied: boolean): Identity | Ended {
  if (known.revoked || isDenied) return "revoked";
  return known.until <= now ? "expired" : known.identity;
}

async function tokenIn(rows: RowReader, hash: string): Promise<Known | undefined> {
  const found = await findTokenByHash(rows, hash);
  if (found === undefined) return undefined;
  const { holder: actor, role, token, scopes, expiresAt: until, revoked = false } = found;
  // The role of an identity is one of the roles.
  const identity = { actor, role: role as Role, scopes, shown: { token } };
  return { identity, denial: referenceKey(token), until, revoked };
}

async function certificateIn(rows: RowReader, serial: string): Promise<Known | undefined> {
  const found = await findCertificate(rows, serial);
  if (found === undefined) return undefined;
  const { holder: actor, role, notAfter: until } = found;
  const revoked = found.revoked !== undefined || (await isGone(rows, actor));
  // The role of an identity is one of the roles.
  return {
    identity: { actor, role: role as Role, shown: { certificate: serial } },
    denial: certificateKey(serial),
    until,
    revoked,
  };
}

/** What was destroyed speaks no more, though nobody revoked its certificate. */
async function isGone(rows: RowReader, actor: string): Promise<boolean> {
  if (!actor.startsWith("instance:")) return false;
  return (await findInstance(rows, referenceIn(actor)))?.phase === "destroyed";
}

function revokedBy({ movement }: Recorded): string | undefined {
  if (movement.kind === "token-revoked") return referenceKey(movement.detail.token);
  if (movement.kind === "certificate-revoked") return certificateKey(movement.detail.serial);
  return undefined;
}

const tokenKey = (hash: string) => `token ${hash}`;
const referenceKey = (token: string) => `reference ${token}`;
const certificateKey = (serial: string) => `certificate ${serial}`;
