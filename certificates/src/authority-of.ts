/** The authority over a hierarchy of keys, wherever that is kept; time and chance come in. */
import { type KeyObject, X509Certificate } from "node:crypto";
import type { ActorId } from "@partita/schemas";
import type { Authority, KeyKind, ServerCertificate } from "./authority.ts";
import { chainOf, type Hierarchy, signerAt, trustedAt } from "./hierarchy.ts";
import { type Issuing, issueLeaf, issueServer } from "./issue-leaf.ts";
import { isGoodAt, leafSeconds, unrenewedSeconds } from "./lives.ts";
import { toPem } from "./pem.ts";
import { readCsr } from "./read-csr.ts";
import { renewalAt } from "./renewal.ts";
import { revocationList, revokedEntries } from "./revocation-list.ts";
import { serverName, serverNamesMax } from "./server-name.ts";
import { pemOfKey, publicKeyOf } from "./x509.ts";

/** Where the certificate of the house's own server is kept between two starts. */
export type ServerShelf = {
  find(names: readonly string[]): Promise<ServerPair | undefined>;
  keep(names: readonly string[], pair: ServerPair): Promise<void>;
};
export type ServerPair = { readonly key: string; readonly cert: string };

export type AuthorityPorts = {
  /** As it is now; it changes when certificates that sign are followed by others. */
  hierarchy(): Hierarchy;
  /** The instant for what is not ordered at one. */
  clock(): string;
  /** Unique: random, 20 bytes at most, the first from 1 to 0x7f. */
  serial(): Uint8Array;
  makeKey(kind: KeyKind): Promise<KeyObject>;
  readonly shelf: ServerShelf;
  readonly crlUrl?: string;
};

export function authorityOf(ports: AuthorityPorts): Authority {
  return {
    roots: () => {
      const { roots } = ports.hierarchy();
      return pemsOf(trustedAt({ roots, bridges: [], issuing: [] }, ports.clock())).join("");
    },
    trusted: () => pemsOf(trustedAt(ports.hierarchy(), ports.clock())),
    sign: async (csr, order) => issueLeaf(order, readCsr(csr), issuingAt(ports, order.now)),
    signWithKey: async (order, kind = "p256") => {
      const privateKey = await ports.makeKey(kind);
      const ordered = {
        ...order,
        validSeconds: order.validSeconds ?? secondsWithKey(order.holder),
      };
      const issued = issueLeaf(ordered, publicKeyOf(privateKey), issuingAt(ports, order.now));
      return { ...issued, key: pemOfKey(privateKey) };
    },
    crl: async (revoked, now) => {
      const hierarchy = ports.hierarchy();
      const entries = revokedEntries(revoked);
      const lists = hierarchy.issuing
        .filter((signer) => isGoodAt(signer, now))
        .map((signer) => toPem("X509 CRL", revocationList(entries, signer, now)));
      const der = revocationList(entries, signerAt(hierarchy, now), now);
      return { der, pem: lists.join("") };
    },
    serverCertificate: (names) => serverCertificate(ports, names),
  };
}

/** An instance's is kept, and asked for again and again: it may be short. */
function secondsWithKey(holder: ActorId): number {
  return holder.startsWith("instance:") ? leafSeconds : unrenewedSeconds;
}

function issuingAt(ports: AuthorityPorts, now: string): Issuing {
  const hierarchy = ports.hierarchy();
  const signer = signerAt(hierarchy, now);
  const { crlUrl } = ports;
  return {
    signer,
    chain: chainOf(hierarchy, signer, now),
    serial: ports.serial(),
    ...(crlUrl === undefined ? {} : { crlUrl }),
  };
}

/** The one that is kept, while it serves; else the next one. */
async function serverCertificate(
  ports: AuthorityPorts,
  names: readonly string[],
): Promise<ServerCertificate> {
  if (names.length === 0 || names.length > serverNamesMax)
    throw new Error(`a server has 1 to ${serverNamesMax} names, not ${names.length}`);
  const now = ports.clock();
  const kept = await ports.shelf.find(names);
  const notAfter = kept === undefined ? undefined : goodUntil(kept, ports.hierarchy(), now);
  if (kept !== undefined && notAfter !== undefined) return { ...kept, notAfter };
  const key = await ports.makeKey("p256");
  const issuing = { ...issuingAt(ports, now), now };
  const issued = issueServer(names.map(serverName), publicKeyOf(key), issuing);
  const pair = { key: pemOfKey(key), cert: issued.certificate + issuing.chain };
  await ports.shelf.keep(names, pair);
  return { ...pair, notAfter: issued.notAfter };
}

/**
 * Undefined when it is to be renewed, or was not signed by what signs now: who trusts only what is
 * new believes a server as soon as a client.
 */
function goodUntil(pair: ServerPair, hierarchy: Hierarchy, now: string): string | undefined {
  const x509 = new X509Certificate(pair.cert);
  const life = {
    notBefore: x509.validFromDate.toISOString(),
    notAfter: x509.validToDate.toISOString(),
  };
  // What is newer counts too: another process, whose clock is ahead, may sign with it already.
  const signers = hierarchy.issuing.slice(hierarchy.issuing.indexOf(signerAt(hierarchy, now)));
  const isOfSigner = signers.some((one) => x509.checkIssued(one.x509));
  const isDue = Date.parse(renewalAt(life)) <= Date.parse(now);
  return isOfSigner && isGoodAt(life, now) && !isDue ? life.notAfter : undefined;
}

function pemsOf(certificates: readonly { readonly pem: string }[]): readonly string[] {
  return certificates.map(({ pem }) => pem);
}
