/** How the API speaks TLS: it asks for a certificate, may get none, and judges for itself. */
import { constants } from "node:crypto";
import { Server, type ServerOptions } from "node:https";
import type { SecureContextOptions } from "node:tls";
import type { FastifyInstance } from "fastify";
import { handshakeMillisecondsMax } from "#api/limits.ts";

export type ServerTls = {
  /** In PEM; the certificate with the chain behind it. */
  readonly key: string;
  readonly cert: string;
  /** Whose certificates are believed, in PEM: roots and issuing certificates that are good. */
  readonly ca: readonly string[];
};

/**
 * A request without a certificate may show a token, and one with a bad one is to hear why: hence
 * nothing is rejected before HTTP. Old clients renegotiate to show theirs; we ask in the first
 * handshake.
 */
export function tlsOptions(tls: ServerTls): ServerOptions {
  return {
    ...contextOf(tls),
    requestCert: true,
    rejectUnauthorized: false,
    handshakeTimeout: handshakeMillisecondsMax,
  };
}

/** From the next handshake on; whoever is connected stays so. */
export function replaceTls({ server }: FastifyInstance, tls: ServerTls): void {
  if (!(server instanceof Server)) throw new Error("this server speaks no TLS");
  server.setSecureContext(contextOf(tls));
}

function contextOf({ key, cert, ca }: ServerTls): SecureContextOptions {
  return {
    key,
    cert,
    ca: [...ca],
    minVersion: "TLSv1.2",
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
}
