/** Certifies whoever shows a token, as `slapos configure client` asks for it. */
import { listGoodCertificates } from "@partita/projections/identities/query.ts";
import { certifyByToken } from "#api/identity/by-token.ts";
import { enrolmentOf } from "#api/identity/redeem.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";

export type OwnCertificate = { readonly certificate: string; readonly key: string };

/** `false`, as SlapOS says it, while another one is good; the token is worth something still. */
export async function requestCertificate(
  ports: Ports,
  token: string,
): Promise<OwnCertificate | false | Denial> {
  const found = await enrolmentOf(ports, token, "certificate");
  if ("problem" in found) return found;
  const { holder } = found.enrolment;
  const now = ports.clock();
  const good = await ports.rows.read((rows) => listGoodCertificates(rows, holder, now));
  if (good.length > 0) return false;
  const certified = await certifyByToken(ports, { token });
  if ("problem" in certified) return certified;
  // Without a request of its own, the key was made here.
  const { certificate, chain, key = "" } = certified.certified;
  return { certificate: `${certificate}${chain}`, key };
}
