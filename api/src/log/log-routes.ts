/** The routes of the Merkle log: what is public, and what only some may see. */
import type { MerkleLog } from "@partita/ledger";
import type { FastifyInstance } from "fastify";
import type { Authentication } from "#api/authenticate.ts";
import { routeAudit } from "#api/log/audit-route.ts";
import { routeEntries } from "#api/log/entries-routes.ts";
import { routeEvidence } from "#api/log/evidence-route.ts";
import { routeProofs } from "#api/log/proof-routes.ts";
import { routePublicLog } from "#api/log/public-routes.ts";

/** Without a Merkle log, nothing lives at these addresses. */
export function routeLog(
  app: FastifyInstance,
  merkle: MerkleLog | undefined,
  authentication: Authentication,
): void {
  if (merkle === undefined) return;
  routePublicLog(app, merkle);
  routeProofs(app, merkle);
  routeEntries(app, merkle, authentication);
  routeEvidence(app, merkle, authentication);
  routeAudit(app, merkle, authentication);
}
