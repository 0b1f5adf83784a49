/** The route of the log: a page as JSON or CloudEvents, JSON lines, or Server-Sent Events. */
import { CloudEvent, cloudEvent, queries, type RecordedMovement } from "@partita/schemas";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { answerDenial } from "#api/answer-denial.ts";
import type { Authentication } from "#api/authenticate.ts";
import { sightOf } from "#api/authorise.ts";
import { feedPlaces } from "#api/feed/feed-places.ts";
import { type FeedMedia, feedMedia, negotiate } from "#api/feed/negotiate.ts";
import { type Feeding, streamFeed } from "#api/feed/stream-feed.ts";
import { feedsMax, feedsPerIdentityMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { ask, textsIn } from "#api/read.ts";
import { querySchema } from "#api/route-schema.ts";
import type { Seeing } from "#api/sight.ts";

/** Feeds that are open when the server closes are ended in good order: their readers come again. */
export function routeFeed(
  app: FastifyInstance,
  ports: Ports,
  { hook, identify, identityOf }: Authentication,
): void {
  const closing = new AbortController();
  app.addHook("preClose", async () => closing.abort());
  const feeding: Feeding = {
    store: ports.store,
    places: feedPlaces({ feedsMax, feedsPerIdentityMax }),
    closing: closing.signal,
  };
  const { path } = query;
  app.get(path, { schema: feedSchema(), onRequest: hook }, async (request, reply) => {
    reply.header("vary", "accept");
    const media = negotiate(request.headers.accept);
    if (media === undefined) return answerDenial(request, reply, unacceptable());
    const allowed = sightOf("movements", identityOf(request));
    if ("problem" in allowed) return answerDenial(request, reply, allowed);
    const { seeing } = allowed;
    const isKnown = async () => !("problem" in (await identify(request)));
    const { identity } = seeing;
    const denial = isPage(media)
      ? await answerPage({ ports, media, seeing }, request, reply)
      : await streamFeed(feeding, { media, identity, isKnown }, { request, reply });
    return denial === undefined ? reply : answerDenial(request, reply, denial);
  });
}

const query = queries.find(({ name }) => name === "movements") ?? never();

function never(): never {
  throw new Error("the registry of queries has no movements");
}

type PageMedia = Exclude<FeedMedia, Parameters<typeof streamFeed>[1]["media"]>;

function isPage(media: FeedMedia): media is PageMedia {
  return media === "application/json" || media.startsWith("application/cloudevents");
}

type Paging = { readonly ports: Ports; readonly media: PageMedia; readonly seeing: Seeing };

async function answerPage(
  { ports, media, seeing }: Paging,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Denial | undefined> {
  const { envelope, ...texts } = textsIn(request);
  if (media === "application/json" && envelope === "cloudevents")
    return deny("schema-mismatch", { detail: `a page of these is ${feedMedia[4]}` });
  const isOne = media === "application/cloudevents+json";
  const asked = await ask(ports, "movements", isOne ? { ...texts, limit: "1" } : texts, seeing);
  if ("problem" in asked) return asked;
  // The answer to this very query, which the answer to any query forgets.
  const page = asked.answer as { movements: RecordedMovement[]; position: string };
  reply.header("partita-position", page.position);
  if (media === "application/json") reply.send(page);
  else sendEvents(reply.type(media), page.movements.map(cloudEvent), isOne);
  return undefined;
}

/** One event in structured mode, or several at once; 204 where there is none to be one. */
function sendEvents(reply: FastifyReply, events: readonly CloudEvent[], isOne: boolean): void {
  const [first] = events;
  if (!isOne) reply.send(JSON.stringify(events));
  else if (first !== undefined) reply.send(JSON.stringify(first));
  else reply.removeHeader("content-type").code(204).send();
}

function unacceptable(): Denial {
  return deny("not-acceptable", { detail: `it comes as ${feedMedia.join(", ")}` });
}

function feedSchema() {
  const schema = querySchema(query);
  const line = { schema: Type.String({ description: "One movement, or one CloudEvent, a line." }) };
  const others = {
    "application/jsonl": line,
    "application/x-ndjson": line,
    "text/event-stream": {
      schema: Type.String({ description: "An event per movement, its position as id." }),
    },
    "application/cloudevents-batch+json": { schema: Type.Array(CloudEvent) },
    "application/cloudevents+json": { schema: CloudEvent },
  } satisfies Record<Exclude<FeedMedia, "application/json">, object>;
  // The schema of a query describes its answer by media type.
  const response = schema.response as { "200": { content: object } };
  const content = { ...response["200"].content, ...others };
  return { ...schema, response: { ...response, "200": { ...response["200"], content } } };
}
