/** Certificates for whoever shows the token of an enrolment: a new computer's, or its holder's. */
import {
  type ActorId,
  deriveId,
  deriveReference,
  type Enrolment,
  type NodeId,
  type Role,
} from "@partita/schemas";
import { sendWish } from "#api/carry-out.ts";
import { type Certified, record, sign, type Wanted } from "#api/identity/certify.ts";
import { ownerOf } from "#api/identity/owner-of.ts";
import { enrolled, enrolmentOf, redeem } from "#api/identity/redeem.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";

export type Registering = {
  readonly token: string;
  readonly title: string;
  /** Absent: SlapOS says none, and no region of the table is where nobody said. */
  readonly region?: string | undefined;
  /** Absent: the Master makes the key, hands it out once, and keeps it nowhere. */
  readonly csr?: string | undefined;
};

/** Registers a new computer of the enrolment's holder, and certifies it. */
export async function registerByToken(
  ports: Ports,
  { token, title, region = regionUnsaid, csr }: Registering,
): Promise<{ readonly computer: string; readonly certified: Certified } | Denial> {
  const found = await enrolmentOf(ports, token, "register-computer");
  if ("problem" in found) return found;
  const { enrolment } = found;
  const computer = deriveReference("COMP", enrolment.enrolment, title);
  const wanted: Wanted = {
    ...{ holder: `computer:${computer}`, role: "computer", csr },
    // Enrolments of this purpose are issued to parties only.
    owner: enrolment.holder as NodeId,
    enrolment: enrolment.enrolment,
  };
  const certified = await redeemedAndSigned(ports, { enrolment, wanted }, (redemption) =>
    register(ports, { enrolment, computer, title, region, redemption }),
  );
  return "problem" in certified ? certified : { computer, certified };
}

/** Until its agent or its owner says where it stands. */
export const regionUnsaid = "europe";

type NewComputer = {
  readonly enrolment: Enrolment;
  readonly computer: string;
  readonly title: string;
  readonly region: string;
  readonly redemption: string;
};

async function register(
  ports: Ports,
  { enrolment, computer, title, region, redemption }: NewComputer,
): Promise<Denial | undefined> {
  const sent = await sendWish(ports, {
    kind: "register-computer",
    commandId: deriveId("register-computer", redemption),
    identity: enrolled(enrolment),
    detail: { title, region },
    to: { computer },
  });
  return "problem" in sent ? sent : undefined;
}

/** Certifies the holder of the enrolment. */
export async function certifyByToken(
  ports: Ports,
  { token, csr }: { readonly token: string; readonly csr?: string | undefined },
): Promise<{ readonly holder: ActorId; readonly certified: Certified } | Denial> {
  const found = await enrolmentOf(ports, token, "certificate");
  if ("problem" in found) return found;
  const { enrolment } = found;
  const owner = await ports.rows.read((rows) => ownerOf(rows, enrolment.holder));
  const wanted: Wanted = {
    // The role of an identity is one of the roles.
    ...{ holder: enrolment.holder, role: enrolment.role as Role, csr },
    ...{ owner, enrolment: enrolment.enrolment },
  };
  const certified = await redeemedAndSigned(ports, { enrolment, wanted });
  return "problem" in certified ? certified : { holder: enrolment.holder, certified };
}

type Issuing = { readonly enrolment: Enrolment; readonly wanted: Wanted };

/** Signs first, so that a request that cannot be signed does not cost its sender the token. */
async function redeemedAndSigned(
  ports: Ports,
  { enrolment, wanted }: Issuing,
  between: (redemption: string) => Promise<Denial | undefined> = async () => undefined,
): Promise<Certified | Denial> {
  const certified = await sign(ports, wanted);
  if ("problem" in certified) return certified;
  const publicKey = wanted.csr === undefined ? undefined : certified.publicKey;
  const subject = wanted.holder;
  const redeemed = await redeem(ports, { enrolment }, { subject, publicKey });
  if ("problem" in redeemed) return redeemed;
  const denial =
    (await between(redeemed.redemption)) ??
    (await record(ports, wanted, { certified, asker: enrolled(enrolment) }));
  return denial ?? certified;
}
