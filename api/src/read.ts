/** Answers queries over HTTP: one route each, with the position that the answer was computed at. */
import { type QueryName, queries } from "@partita/schemas";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import { answers } from "#api/answers.ts";
import type { Authentication } from "#api/authenticate.ts";
import { mayAsk } from "#api/authorisation.ts";
import { sightOf } from "#api/authorise.ts";
import { levelWith } from "#api/inventory/level-with.ts";
import { positionMax } from "#api/limits.ts";
import { awaitPosition, momentsOf, storeAt } from "#api/moments.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { querySchema } from "#api/route-schema.ts";
import type { Seeing } from "#api/sight.ts";

/** Parameters of a query, and `position`, `at` and `knownAt`, which any query may have. */
type Texts = Readonly<Record<string, string>>;

export function routeQueries(
  app: FastifyInstance,
  ports: Ports,
  { hook, identityOf }: Authentication,
): void {
  // The log has a route of its own, since it comes in several media types.
  for (const query of queries.filter(({ name }) => name !== "movements")) {
    const { name, path } = query;
    const isPublic = mayAsk[name] === "public";
    const schema = querySchema(query);
    app.get(path, isPublic ? { schema } : { schema, onRequest: hook }, async (request, reply) => {
      const allowed = isPublic ? { seeing: nobody } : sightOf(name, identityOf(request));
      const answer =
        "problem" in allowed ? allowed : await ask(ports, name, textsIn(request), allowed.seeing);
      return "problem" in answer ? answerDenial(request, reply, answer) : reply.send(answer.answer);
    });
  }
}

/** What is public does not depend on who asks. */
const nobody: Seeing = {
  identity: { actor: "organisation:nobody", role: "auditor" },
  sight: "everything",
};

export async function ask(
  ports: Ports,
  name: QueryName,
  texts: Texts,
  seeing: Seeing,
): Promise<Denial | { readonly answer: object }> {
  const { position, at, knownAt, ...parameters } = texts;
  // What is continued after is a position for some, a reference for others.
  const after = /^\d+$/.test(parameters.after ?? "") ? BigInt(parameters.after ?? 0) : 0n;
  if (after > positionMax) return deny("schema-mismatch", { detail: `no log reaches ${after}` });
  const level = levelWith(ports, name);
  const behind = await awaitPosition(level, BigInt(position ?? "0"));
  if (behind !== undefined) return behind;
  const moments = await momentsOf(level, texts);
  if ("problem" in moments) return moments;

  const { rows, webhooks, inventory } = level;
  const store = storeAt(ports.store, moments.moment);
  return rows.read(async (reader) => {
    const known = { knownAt, ...moments };
    const asked = { parameters, seeing, rows: reader, store, webhooks, inventory, ...known };
    // Name, function and parameters belong together, which a lookup by name forgets.
    const answerTo = answers[name] as (asked: never) => Promise<object | Denial>;
    // What fits the function that was found: its parameters were checked by its route.
    const answer = await answerTo(asked as never);
    if ("problem" in answer) return answer;
    const moment = { ...(at !== undefined && { at }), ...(knownAt !== undefined && { knownAt }) };
    return { answer: { position: `${reader.position}`, ...answer, ...moment } };
  }, moments.moment);
}

/** The names of the path and the query string together, both checked by the route's schema. */
export function textsIn({ params, query }: FastifyRequest): Texts {
  return Object.assign({}, query, params);
}
