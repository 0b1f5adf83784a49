/** The routes by which certificates are issued and renewed, and by which they can be checked. */
import type { FastifyInstance } from "fastify";
import type { Authentication } from "#api/authenticate.ts";
import { routeAuthority } from "#api/identity/authority-routes.ts";
import { routeCertificates } from "#api/identity/certificate-routes.ts";
import type { Ports } from "#api/ports.ts";

/** Without a certificate authority, nothing lives at these addresses. */
export function routeIdentities(
  app: FastifyInstance,
  ports: Ports,
  authentication: Authentication,
): void {
  if (ports.authority === undefined) return;
  routeAuthority(app, ports, ports.authority);
  routeCertificates(app, ports, authentication);
}
