/** Answers queries over HTTP: one route each, with the position that the answer was computed at. */
import { type InstanceStatus, type QueryName, queries } from "@partita/schemas";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import { answers } from "#api/answers.ts";
import type { Authentication } from "#api/authenticate.ts";
import { mayAsk } from "#api/authorisation.ts";
import { sightOf } from "#api/authorise.ts";
import { entityTagOf, isNamed } from "#api/instances/entity-tag.ts";
import { awaitSettled, waitSecondsIn } from "#api/instances/prefer-wait.ts";
import { isSettled } from "#api/instances/settled.ts";
import { levelWith } from "#api/inventory/level-with.ts";
import { positionMax } from "#api/limits.ts";
import { awaitPosition, momentsOf, storeAt } from "#api/moments.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { querySchema } from "#api/route-schema.ts";
import { type Seeing, seeingItsTree } from "#api/sight.ts";

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
      if ("problem" in allowed) return answerDenial(request, reply, allowed);
      const seconds = waitSecondsIn(request.headers.prefer);
      const question = { name, texts: textsIn(request), seeing: allowed.seeing };
      const answer = await askPatiently(ports, question, seconds);
      if ("problem" in answer) return answerDenial(request, reply, answer);
      return answerFound(request, reply, answer.answer);
    });
  }
}

/** Of one instance: asked again when it has settled, if whoever asks prefers to wait so long. */
async function askPatiently(
  ports: Ports,
  { name, texts, seeing }: Question,
  seconds: number | undefined,
): Promise<Denial | { readonly answer: object }> {
  const first = await ask(ports, name, texts, seeing);
  // Whoever may not see it is not told by how long it took either.
  const instance = "answer" in first ? instanceIn(first.answer) : undefined;
  if (seconds === undefined || instance === undefined || isSettled(instance)) return first;
  await awaitSettled(ports, instance.instance, seconds);
  return ask(ports, name, texts, seeing);
}

/** One instance has an entity tag: a client that has this state of it already is told so. */
function answerFound(request: FastifyRequest, reply: FastifyReply, answer: object): FastifyReply {
  const instance = instanceIn(answer);
  if (instance === undefined) return reply.send(answer);
  const tag = entityTagOf(instance);
  reply.header("etag", tag);
  const isKnown = isNamed(tag, request.headers["if-none-match"]);
  return isKnown ? reply.code(304).send() : reply.send(answer);
}

function instanceIn(answer: object): InstanceStatus | undefined {
  const isOne = "instance" in answer && typeof answer.instance === "object";
  // The one query whose answer has an object of this name answers with the status of an instance.
  return isOne ? (answer.instance as InstanceStatus) : undefined;
}

type Question = {
  readonly name: QueryName;
  readonly texts: Texts;
  readonly seeing: Seeing;
};

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
    const beside = { store, webhooks, inventory, contacts: ports.contacts, now: ports.clock() };
    const seeingTree = await seeingItsTree(reader, seeing);
    const asked = { parameters, seeing: seeingTree, rows: reader, ...beside, ...known };
    // Name, function and parameters belong together, which a lookup by name forgets.
    const answerTo = answers[name] as (asked: never) => Promise<object | Denial>;
    // What fits the function that was found: its parameters were checked by its route.
    const answer = await answerTo(asked as never);
    if ("problem" in answer) return answer;
    const moment = { ...(at !== undefined && { at }), ...(knownAt !== undefined && { knownAt }) };
    return { answer: { position: `${await reader.position()}`, ...answer, ...moment } };
  }, moments.moment);
}

/** The names of the path and the query string together, both checked by the route's schema. */
export function textsIn({ params, query }: FastifyRequest): Texts {
  return Object.assign({}, query, params);
}
