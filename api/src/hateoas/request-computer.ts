/** Registers a computer for whoever shows a token, as `slapos node register` asks for it. */
import { listComputersOf } from "@partita/projections/free-partitions/query.ts";
import { listGoodCertificates } from "@partita/projections/identities/query.ts";
import { type Enrolment, itemId } from "@partita/schemas";
import { modules } from "#api/hateoas/documents.ts";
import { registerByToken } from "#api/identity/by-token.ts";
import type { CertifiedWithKey } from "#api/identity/certify.ts";
import { certificateOfComputer } from "#api/identity/computer-certificates.ts";
import { enrolled, enrolmentOf, redeem } from "#api/identity/redeem.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

type Requesting = { readonly token: string; readonly title: string };

/** What the client writes to its disk; it reads its own name out of the certificate's text. */
export type NewComputer = {
  readonly certificate: string;
  readonly key: string;
  readonly reference: string;
  readonly relative_url: string;
};

export async function requestComputer(
  ports: Ports,
  { token, title }: Requesting,
): Promise<NewComputer | Denial> {
  const found = await enrolmentOf(ports, token, "register-computer");
  if ("problem" in found) return found;
  const same = await namesakeOf(ports, found.enrolment, title);
  if (same !== undefined && "problem" in same) return same;
  if (same !== undefined) return certifyAgain(ports, found.enrolment, same.computer);
  const made = await registerByToken(ports, { token, title });
  if ("problem" in made) return made;
  const { computer, certified } = made;
  // Without a request of the computer's own, the key was made here.
  return told(computer, { ...certified, key: certified.key ?? "" });
}

/**
 * The owner's computer of this title, which may have lost its key: once its certificate is taken
 * back, the same title is the same computer. While that is good, the name is in use.
 */
async function namesakeOf(
  ports: Ports,
  { holder }: Enrolment,
  title: string,
): Promise<{ readonly computer: string } | Denial | undefined> {
  const now = ports.clock();
  return ports.rows.read(async (rows) => {
    const all = await listComputersOf(rows, holder);
    const same = all.filter((one) => one.title === title);
    for (const { computer } of same) {
      const good = await listGoodCertificates(rows, itemId("computer", computer), now);
      // The client looks for these words.
      if (good.length > 0)
        return deny("certificate-active", {
          detail: "Certificate still active.",
          facts: { computer },
        });
    }
    return same[0];
  });
}

async function certifyAgain(
  ports: Ports,
  enrolment: Enrolment,
  computer: string,
): Promise<NewComputer | Denial> {
  const subject = `computer:${computer}` as const;
  const redeemed = await redeem(ports, { enrolment }, { subject, publicKey: undefined });
  if ("problem" in redeemed) return redeemed;
  const certified = await certificateOfComputer(ports, enrolled(enrolment), computer);
  return "problem" in certified ? certified : told(computer, certified);
}

type Made = Pick<CertifiedWithKey, "text" | "chain" | "key">;

/** The client keeps one file, and shows what is in it: the chain goes with the certificate. */
function told(computer: string, { text, chain, key }: Made): NewComputer {
  return {
    certificate: `${text}${chain}`,
    key,
    reference: computer,
    relative_url: `${modules.computer}/${computer}`,
  };
}
