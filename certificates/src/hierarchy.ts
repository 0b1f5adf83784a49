/** Roots and issuing certificates, old and new side by side: which one counts at an instant. */
import type { CaCertificate } from "./ca-certificate.ts";
import type { Signer } from "./issue-ca.ts";
import { isGoodAt, isPastHalf, moved, settleSeconds, skewSeconds } from "./lives.ts";

/** Each list from the oldest to the newest. */
export type Hierarchy = {
  readonly roots: readonly CaCertificate[];
  /** Newer roots, signed by older ones. */
  readonly bridges: readonly CaCertificate[];
  readonly issuing: readonly Signer[];
};

/** What is to be trusted: everything of ours that has not expired. */
export function trustedAt({ roots, issuing }: Hierarchy, now: string): readonly CaCertificate[] {
  return [...roots, ...issuing].filter(({ notAfter }) => Date.parse(notAfter) >= Date.parse(now));
}

/** The newest that everybody has heard of; if all are new, the first. Throws if all are over. */
export function signerAt({ issuing }: Hierarchy, now: string): Signer {
  const good = issuing.filter((one) => isGoodAt(one, now));
  const settled = good.filter((one) => isGoodAt(one, moved(now, -settleSeconds - skewSeconds)));
  const signer = settled.at(-1) ?? good[0];
  if (signer !== undefined) return signer;
  throw new Error(`no issuing certificate is good at ${now}; look at the clock, or rotate`);
}

/**
 * From an issuing certificate up to what the oldest clients know, without that root itself: each
 * bridge leads from the root above to the one that came before it.
 */
export function chainOf({ roots, bridges }: Hierarchy, signer: Signer, now: string): string {
  const own = roots.findIndex((root) => signer.x509.checkIssued(root.x509));
  const known = roots.slice(0, own + 1);
  const up = bridges.filter(
    (bridge) => isGoodAt(bridge, now) && known.some(({ keyId }) => keyId.equals(bridge.keyId)),
  );
  return [signer, ...up.toReversed()].map(({ pem }) => pem).join("");
}

export type Due = { readonly root: boolean; readonly issuing: boolean };

/** What is to be made: where there is none, or less than half of the life of the newest is left. */
export function dueAt({ roots, issuing }: Hierarchy, now: string): Due {
  const root = roots.at(-1);
  const newest = issuing.at(-1);
  const isRootDue = root === undefined || isPastHalf(root, now);
  // A new root without an issuing certificate of its own would be of no use.
  const isOfRoot = root !== undefined && newest?.x509.checkIssued(root.x509) === true;
  return {
    root: isRootDue,
    issuing: isRootDue || !isOfRoot || newest === undefined || isPastHalf(newest, now),
  };
}
