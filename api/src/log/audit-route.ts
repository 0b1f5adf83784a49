/** The audit of the stored table, page by page, for auditors and operators. */
import type { MerkleLog } from "@partita/ledger";
import type { FastifyInstance } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import type { Authentication } from "#api/authenticate.ts";
import { denyLog } from "#api/authorise.ts";
import { auditsAtOnceMax, positionMax } from "#api/limits.ts";
import { logSchemas } from "#api/log/log-schema.ts";
import { deny } from "#api/problems.ts";

type Route = { Querystring: { readonly after?: string } };

export function routeAudit(
  app: FastifyInstance,
  { audit }: MerkleLog,
  { hook, identityOf }: Authentication,
): void {
  // A store that is no table of ours has nothing that the leaves do not show.
  if (audit === undefined) return;
  let underWay = 0;
  const { audit: schema } = logSchemas;
  app.get<Route>("/v1/log/audit", { schema, onRequest: hook }, async (request, reply) => {
    const denial = denyLog("audit", identityOf(request));
    if (denial !== undefined) return answerDenial(request, reply, denial);
    const after = BigInt(request.query.after ?? "0");
    if (after > positionMax)
      return answerDenial(
        request,
        reply,
        deny("schema-mismatch", { detail: `no log reaches ${after}` }),
      );
    if (underWay >= auditsAtOnceMax) return answerDenial(request, reply, deny("overloaded"));
    underWay += 1;
    try {
      return reply.header("cache-control", "private, no-store").send(await audit(after));
    } finally {
      underWay -= 1;
    }
  });
}
