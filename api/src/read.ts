/** Answers queries over HTTP: one route each, with the position that the answer was computed at. */
import { type QueryName, queries } from "@partita/schemas";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import { type Asked, answers } from "#api/answers.ts";
import type { Authentication } from "#api/authenticate.ts";
import { mayAsk } from "#api/authorisation.ts";
import { sightOf } from "#api/authorise.ts";
import { positionMax, positionMillisecondsMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { querySchema } from "#api/route-schema.ts";
import type { Seeing } from "#api/sight.ts";

/** Parameters of a query, and `position`, which any query may have. */
type Texts = Readonly<Record<string, string>>;

export function routeQueries(
  app: FastifyInstance,
  ports: Ports,
  { hook, identityOf }: Authentication,
): void {
  for (const query of queries) {
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

async function ask(
  { store, rows }: Ports,
  name: QueryName,
  { position, ...parameters }: Texts,
  seeing: Seeing,
): Promise<Denial | { readonly answer: object }> {
  const beyond = [position, parameters.after].find(isBeyondAnyLog);
  if (beyond !== undefined) return deny("schema-mismatch", { detail: `no log reaches ${beyond}` });
  const awaited = BigInt(position ?? "0");
  if (awaited > 0n && !(await rows.reached(awaited, positionMillisecondsMax)))
    return deny("projection-behind", {
      facts: { position: `${awaited}`, log: `${await store.head()}` },
    });
  return rows.read(async (reader) => {
    // Name, function and parameters belong together, which a lookup by name forgets.
    const asked = { parameters, seeing, rows: reader, store } as unknown as Asked<never>;
    const answer: object | Denial = await answers[name](asked);
    if ("problem" in answer) return answer;
    return { answer: { position: `${reader.position}`, ...answer } };
  });
}

function isBeyondAnyLog(position: string | undefined): boolean {
  return position !== undefined && /^\d+$/.test(position) && BigInt(position) > positionMax;
}

/** The names of the path and the query string together, both checked by the route's schema. */
function textsIn({ params, query }: FastifyRequest): Texts {
  return Object.assign({}, query, params);
}
