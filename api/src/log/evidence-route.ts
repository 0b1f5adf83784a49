/** Evidence of one movement, for those who may see the whole of it. */
import { evidenceOf, type MerkleLog } from "@partita/ledger";
import { upcast, visibleTo } from "@partita/schemas";
import type { Evidence } from "@partita/schemas/log/evidence.ts";
import type { FastifyInstance } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import type { Authentication } from "#api/authenticate.ts";
import type { Identity } from "#api/identities.ts";
import { countAsked } from "#api/log/asked.ts";
import { logSchemas } from "#api/log/log-schema.ts";
import { type Denial, deny } from "#api/problems.ts";

type Asked = { readonly movement: string; readonly since?: string };

export function routeEvidence(
  app: FastifyInstance,
  merkle: MerkleLog,
  { hook, identityOf }: Authentication,
): void {
  const { evidence: schema } = logSchemas;
  app.get<{ Querystring: Asked }>(
    "/v1/log/evidence",
    { schema, onRequest: hook },
    async (request, reply) => {
      const evidence = await prove(merkle, request.query, identityOf(request));
      return "problem" in evidence ? answerDenial(request, reply, evidence) : reply.send(evidence);
    },
  );
}

async function prove(
  merkle: MerkleLog,
  { movement, since }: Asked,
  identity: Identity,
): Promise<Evidence | Denial> {
  const found = await merkle.find(movement);
  if (found === "behind") return deny("tree-behind");
  const unknown = deny("no-such-leaf", { facts: { movement } });
  if (found === "unknown") return unknown;
  // The leaf is the whole movement: whoever may see an outline only gets no evidence of the rest.
  const visible = visibleTo(identity, upcast(found.recorded.movement));
  if (visible === undefined || visible.redacted.length > 0) return unknown;
  const made = await evidenceOf(merkle, found, countAsked(since));
  if (made !== "unknown-checkpoint") return made;
  return deny("no-such-checkpoint", { facts: { size: since ?? "" } });
}
