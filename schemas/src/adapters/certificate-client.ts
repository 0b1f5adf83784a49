/** Gets certificates from a Master: the first with an enrolment's token, the next by showing it. */
import type { ActorId } from "../reference.ts";
import { type ClientOptions, call } from "./client.ts";

export type CertificateAnswer = {
  readonly holder: ActorId;
  readonly serial: string;
  /** In PEM: the leaf; what leads from it to a root; and the roots that are good now. */
  readonly certificate: string;
  readonly chain: string;
  readonly roots: string;
  readonly notBefore: string;
  readonly notAfter: string;
};

/** Of a computer that is registered with the same token. */
export type NewComputer = { readonly title: string; readonly region?: string };

export type CertificateClient = {
  /** Uses the token up; asked again with the same key, whose answer was lost, it answers again. */
  request(csr: string, token: string, computer?: NewComputer): Promise<CertificateAnswer>;
  /** Over a connection that shows the certificate to be renewed. */
  renew(csr: string): Promise<CertificateAnswer>;
};

export function certificateClient(options: ClientOptions): CertificateClient {
  const send = (path: string, request: object) =>
    call<CertificateAnswer>(options, path, {
      method: "POST",
      body: JSON.stringify(request),
      headers: { "content-type": "application/json" },
    });
  return {
    request: (csr, enrolmentToken, computer) =>
      send("/v1/certificates", { csr, enrolmentToken, ...computer }),
    renew: (csr) => send("/v1/certificates/renewal", { csr }),
  };
}
