/** A computer's certificate as SlapOS has it: one at a time, with a key that the Master makes. */

import { sendWish } from "#api/carry-out.ts";
import type { Identity } from "#api/identities.ts";
import { type CertifiedWithKey, certify, visible } from "#api/identity/certify.ts";
import { ownerOf } from "#api/identity/owner-of.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

/**
 * Once: `certificate-active` while another one is good. For whom it is allowed is for the caller
 * to ask before; who asks is recorded as the actor.
 */
export async function certificateOfComputer(
  ports: Ports,
  asker: Identity,
  computer: string,
): Promise<CertifiedWithKey | Denial> {
  const holder = `computer:${computer}` as const;
  const owner = await ports.rows.read((rows) => ownerOf(rows, holder));
  if (owner === undefined) return deny("no-such-computer", { facts: { computer } });
  const wanted = { holder, role: "computer", owner, only: true } as const;
  const certified = await certify(ports, wanted, asker);
  // Without a request, the key is made here.
  return certified as CertifiedWithKey | Denial;
}

/** All of a computer's; `no-such-certificate` when none is good. */
export async function revokeOfComputer(
  ports: Ports,
  asker: Identity,
  computer: string,
): Promise<{ readonly serials: readonly string[] } | Denial> {
  const sent = await sendWish(ports, {
    kind: "revoke-certificate",
    commandId: ports.newId(),
    identity: asker,
    detail: { certificate: "all", holder: `computer:${computer}`, reason: "unspecified" },
    to: { certificate: "all" },
  });
  if ("problem" in sent) return sent;
  const { recorded } = sent.done;
  await visible(ports, recorded.at(-1)?.position);
  const serials = recorded.flatMap(({ movement }) =>
    movement.kind === "certificate-revoked" ? [movement.detail.serial] : [],
  );
  return serials.length > 0 ? { serials } : deny("no-such-certificate", { facts: { computer } });
}
