/** Uses up the token of an enrolment: the one thing for which nobody needs to be known already. */
import { findEnrolmentByHash } from "@partita/projections/identities/query.ts";
import {
  type ActorId,
  deriveId,
  type Enrolment,
  type EnrolmentPurpose,
  type Role,
} from "@partita/schemas";
import { sendWish } from "#api/carry-out.ts";
import { type Identity, tokenHashOf } from "#api/identities.ts";
import { positionMillisecondsMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

/** The enrolment of a token, while it is worth something; looked at before anything is signed. */
export async function enrolmentOf(
  ports: Ports,
  token: string,
  purpose: EnrolmentPurpose,
): Promise<{ readonly enrolment: Enrolment } | Denial> {
  const enrolment = await findByToken(ports, token);
  if (enrolment === undefined || enrolment.purpose !== purpose) return deny("no-such-enrolment");
  const facts = { enrolment: enrolment.enrolment };
  if (enrolment.revoked) return deny("enrolment-used", { facts });
  if (enrolment.expiresAt <= ports.clock()) return deny("enrolment-expired", { facts });
  return { enrolment };
}

async function findByToken(ports: Ports, token: string): Promise<Enrolment | undefined> {
  const { rows, store } = ports;
  const look = () => rows.read((reader) => findEnrolmentByHash(reader, tokenHashOf(token)));
  const found = await look();
  if (found !== undefined) return found;
  // It may have been issued a moment ago: nobody is denied because of the projections' delay.
  await rows.reached(await store.head(), positionMillisecondsMax);
  return look();
}

/** As whom somebody acts who showed the token of an enrolment. */
export function enrolled({ holder, role }: Enrolment): Identity {
  // The role of an identity is one of the roles.
  return { actor: holder, role: role as Role };
}

type Redeeming = {
  readonly subject: ActorId;
  /** Of the request that was shown; undefined: the Master makes the key. */
  readonly publicKey: string | undefined;
};

/**
 * Answers the id of the redemption. Whoever lost the answer asks again with the same key and gets
 * the same redemption; without a key of its own there is no telling who asks, so that it is once.
 */
export async function redeem(
  ports: Ports,
  { enrolment }: { readonly enrolment: Enrolment },
  { subject, publicKey }: Redeeming,
): Promise<{ readonly redemption: string } | Denial> {
  const { tokenHash, purpose } = enrolment;
  const redemption =
    publicKey === undefined
      ? ports.newId()
      : deriveId("redeem-enrolment", tokenHash, subject, publicKey);
  const sent = await sendWish(ports, {
    kind: "redeem-enrolment",
    commandId: redemption,
    identity: enrolled(enrolment),
    detail: { tokenHash, purpose, subject },
    to: {},
  });
  return "problem" in sent ? sent : { redemption };
}
