/** The route by which agents report usage, as SlapOS's do: TioXML in, a verdict per line out. */
import { commandKinds, Reference, writeTioxml } from "@partita/schemas";
import type { FastifyInstance, FastifySchema } from "fastify";
import { Type } from "typebox";
import type { Authentication } from "#api/authenticate.ts";
import type { Ports } from "#api/ports.ts";
import type { Asking } from "#api/reach.ts";
import { reportUsage } from "#api/report-usage.ts";
import { acknowledged, closed, tokenScheme } from "#api/route-schema.ts";
import { answerCommand } from "#api/write.ts";

export const usagePath = "/v1/computers/:computer/usage";

/** What the schema of the route leaves through. */
type Route = { Params: Asking["to"]; Querystring: Asking["detail"]; Body: string };

export function routeUsage(
  app: FastifyInstance,
  ports: Ports,
  { hook, identityOf }: Authentication,
): void {
  app.post<Route>(usagePath, { schema, onRequest: hook }, async (request, reply) => {
    const { params: to, query: detail, body: tioxml } = request;
    const identity = identityOf(request);
    return answerCommand(
      request,
      reply,
      await reportUsage(ports, { identity, to, detail, tioxml }),
    );
  });
}

const example = writeTioxml({
  reference: "COMP-1-2026-01-01T00-01-00",
  startsAt: "2026-01-01T00:00:00.000Z",
  stopsAt: "2026-01-01T00:01:00.000Z",
  lines: [{ line: 1, resource: "cpu-second", reference: "slappart0", quantity: "42.5" }],
});

const schema: FastifySchema = {
  operationId: "report-usage",
  summary: commandKinds.find(({ kind }) => kind === "report-usage")?.says ?? "",
  tags: ["commands"],
  security: [{ [tokenScheme]: [] }],
  consumes: ["text/xml", "application/xml"],
  params: closed({ computer: Reference }),
  querystring: closed({ agent: Reference }),
  body: Type.String({
    description: "The same report again gets the first verdicts; hence no Idempotency-Key.",
    examples: [example],
  }),
  response: acknowledged(["200", "201"]),
};
