/** Signs a certificate, and has the ledger record it before anybody gets it. */
import { type Authority, CsrRefused, type Order, type Signed } from "@partita/certificates";
import { deriveId, type NodeId } from "@partita/schemas";
import { sendWish } from "#api/carry-out.ts";
import type { Identity } from "#api/identities.ts";
import { ownWriteMillisecondsMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

/** A certificate that is recorded; with its key where the Master made it. */
export type Certified = Signed & { readonly key?: string };

/** A certificate with the key that the Master made for an old protocol, and does not keep. */
export type CertifiedWithKey = Signed & { readonly key: string };

export type Wanted = {
  readonly holder: Order["holder"];
  readonly role: Order["role"];
  readonly owner?: NodeId | undefined;
  /** Absent: the Master makes the key. */
  readonly csr?: string | undefined;
  readonly enrolment?: string;
  readonly replaces?: string;
  readonly only?: true;
};

/** Signed, and of no use to anybody yet: it must be recorded before it is handed out. */
export async function sign(ports: Ports, wanted: Wanted): Promise<Certified | Denial> {
  const { authority } = ports;
  if (authority === undefined)
    return deny("no-such-certificate", { detail: "this Master issues no certificates" });
  const { holder, role, csr } = wanted;
  const order = { holder, role, now: ports.clock() };
  return csr === undefined ? authority.signWithKey(order) : signed(authority, csr, order);
}

async function signed(authority: Authority, csr: string, order: Order): Promise<Signed | Denial> {
  try {
    return await authority.sign(csr, order);
  } catch (error) {
    if (!(error instanceof CsrRefused)) throw error;
    return deny("malformed-csr", { detail: error.message, facts: { complaint: error.complaint } });
  }
}

/** Undefined: it stands in the log, and it lets its holder in from now on. */
export async function record(
  ports: Ports,
  { csr, enrolment, replaces, only, ...whose }: Wanted,
  { certified, asker }: { readonly certified: Signed; readonly asker: Identity },
): Promise<Denial | undefined> {
  const { serial, fingerprint, publicKey, notBefore, notAfter } = certified;
  const detail = {
    ...whose,
    ...{ serial, fingerprint, publicKey, notBefore, notAfter },
    keyMadeBy: csr === undefined ? "master" : "holder",
    ...(enrolment !== undefined && { enrolment }),
    ...(replaces !== undefined && { replaces }),
    ...(only === true && { only }),
  };
  const sent = await sendWish(ports, {
    kind: "record-certificate",
    commandId: deriveId("record-certificate", serial),
    identity: asker,
    detail,
    to: {},
  });
  if ("problem" in sent) return sent;
  await visible(ports, sent.done.recorded.at(-1)?.position);
  return undefined;
}

/** `check` may still say no to what was signed: then it is thrown away, and never existed. */
export async function certify(
  ports: Ports,
  wanted: Wanted,
  asker: Identity,
  check: (signed: Signed) => Denial | undefined = () => undefined,
): Promise<Certified | Denial> {
  const certified = await sign(ports, wanted);
  if ("problem" in certified) return certified;
  const denial = check(certified) ?? (await record(ports, wanted, { certified, asker }));
  return denial ?? certified;
}

/** What was written lets its holder in at once, and not only when the projections notice. */
export async function visible({ rows }: Ports, position: bigint | undefined): Promise<void> {
  if (position !== undefined) await rows.reached(position, ownWriteMillisecondsMax);
}
