/** Tells a Master that is not whom we were told to trust from one that does not answer. */

/** Codes of node:tls and OpenSSL for a server that is not whom we were told to trust. */
const distrust = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER|ERR_TLS_CERT_ALTNAME/;

/** Whether a failure to reach a Master is that its certificate does not lead to our roots. */
export function isDistrust(fault: unknown): boolean {
  for (let link = fault; link instanceof Error; link = link.cause)
    if ("code" in link && distrust.test(String(link.code))) return true;
  return false;
}
