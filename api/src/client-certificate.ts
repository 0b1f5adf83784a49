/** What a client showed when its connection began: read once for each connection, not request. */
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type Denial, deny } from "#api/problems.ts";

/** The serial of a certificate whose signatures were checked, or why they were not believed. */
export type Shown = { readonly serial: string } | { readonly error: string };

/**
 * Measured: to read a certificate for each request costs more than half of all requests a second.
 * On a connection it never changes, since we neither renegotiate nor ask again.
 */
const read = new WeakMap<Socket, { readonly shown: Shown | undefined }>();

/** Undefined: none, or no TLS at all. */
export function shownCertificate(socket: Socket): Shown | undefined {
  const known = read.get(socket);
  if (known !== undefined) return known.shown;
  const shown = socket instanceof TLSSocket ? shownOn(socket) : undefined;
  read.set(socket, { shown });
  return shown;
}

function shownOn(socket: TLSSocket): Shown | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return undefined;
  // Node.js types this as an Error, and gives the code alone.
  if (!socket.authorized) return { error: saysOf(String(socket.authorizationError)) };
  return { serial: serialOf(certificate.serialNumber) };
}

/** As movements say it: lower case, no leading zero. */
function serialOf(hex: string): string {
  return hex.toLowerCase().replace(/^0+/, "");
}

const foreign = "its issuer is not this Master's certificate authority";
const says: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "it has expired; enrol anew",
  CERT_NOT_YET_VALID: "it is not valid yet; one of the clocks is wrong",
  DEPTH_ZERO_SELF_SIGNED_CERT: foreign,
  SELF_SIGNED_CERT_IN_CHAIN: foreign,
  UNABLE_TO_GET_ISSUER_CERT: foreign,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: foreign,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: foreign,
  INVALID_PURPOSE: "it is not made for clients",
};

function saysOf(code: string): string {
  return says[code] ?? `it cannot be verified (${code})`;
}

/** Names the certificate in the detail, so that nobody looks for the mistake in a token. */
export function denyCertificate(why: string, facts: Readonly<Record<string, string>> = {}): Denial {
  return deny("unauthenticated", { detail: `the client certificate: ${why}`, facts });
}
