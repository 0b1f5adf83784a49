/** Opens a feed that flows: JSON lines to where the log ends now, or Server-Sent Events. */
import type { MovementStore } from "@partita/ledger";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FeedPlaces } from "#api/feed/feed-places.ts";
import { eventsOf, linesOf, type Reading } from "#api/feed/feed-text.ts";
import type { FeedMedia } from "#api/feed/negotiate.ts";
import { pour } from "#api/feed/pour.ts";
import { wanted } from "#api/feed/wanted.ts";
import { watchReader } from "#api/feed/watch-reader.ts";
import type { Identity } from "#api/identities.ts";
import {
  feedHeartbeatMilliseconds,
  feedMillisecondsMax,
  feedStuckMillisecondsMax,
  positionMax,
} from "#api/limits.ts";
import { type Denial, deny } from "#api/problems.ts";
import { textsIn } from "#api/read.ts";

export type Feeding = {
  readonly store: MovementStore;
  readonly places: FeedPlaces;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
};
type StreamMedia = Exclude<
  FeedMedia,
  "application/json" | "application/cloudevents-batch+json" | "application/cloudevents+json"
>;
type Wanting = {
  readonly media: StreamMedia;
  readonly identity: Identity;
  /** Whether whoever sent the request still would be let in. */
  readonly isKnown: () => Promise<boolean>;
};
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Undefined: it was answered, to its end. */
export async function streamFeed(
  { store, places, closing }: Feeding,
  { media, identity, isKnown }: Wanting,
  { request, reply }: Exchange,
): Promise<Denial | undefined> {
  const reading = readingOf(store, request, { media, identity });
  if ("problem" in reading) return reading;
  const giveBack = places.take(identity.actor);
  if (giveBack === undefined) return deny("too-many-feeds");
  const { unknown, stop } = watchReader(isKnown);
  const ending = AbortSignal.any([closing, unknown]);
  try {
    // A store that cannot read from there says so while the status may still say so too.
    if (reading.after > 0n) await store.readAll(reading.after, 1);
    await flow(reading, { media, until: await store.head(), ending }, { request, reply });
  } finally {
    stop();
    giveBack();
  }
  return undefined;
}

type Flowing = {
  readonly media: StreamMedia;
  readonly until: bigint;
  readonly ending: AbortSignal;
};

/** From here on the answer is ours: fastify neither times nor ends it. */
async function flow(
  reading: Reading,
  { media, until, ending }: Flowing,
  { request, reply }: Exchange,
): Promise<void> {
  const isEvents = media === "text/event-stream";
  const gone = new AbortController();
  const { raw: response } = reply.hijack();
  const breakOff = () => void response.destroy();
  response.on("close", () => {
    ending.removeEventListener("abort", breakOff);
    gone.abort();
  });
  // Lines that ended well before their end would be taken for all that there are.
  if (!isEvents) ending.addEventListener("abort", breakOff);
  response.writeHead(200, {
    "content-type": isEvents ? media : `${media}; charset=utf-8`,
    "cache-control": "no-store",
    vary: "accept",
    // Proxies that collect an answer before they pass it on would make a feed of nothing.
    "x-accel-buffering": "no",
    ...(!isEvents && { "partita-position": `${maxOf(until, reading.after)}` }),
  });
  if (request.method === "HEAD") return void response.end();
  const over = AbortSignal.timeout(feedMillisecondsMax);
  const texts = isEvents
    ? eventsOf(reading, {
        signal: AbortSignal.any([gone.signal, ending, over]),
        heartbeatMilliseconds: feedHeartbeatMilliseconds,
      })
    : linesOf(reading, until);
  await pourInto(response, texts, { gone: gone.signal, request });
}

async function pourInto(
  response: FastifyReply["raw"],
  texts: AsyncIterable<string>,
  { gone, request }: { readonly gone: AbortSignal; readonly request: FastifyRequest },
): Promise<void> {
  const { url } = request;
  const limits = { left: gone, stuckMillisecondsMax: feedStuckMillisecondsMax };
  try {
    const poured = await pour(texts, response, limits);
    if (poured === "stuck") request.log.warn({ url }, "a reader of the feed is stuck");
  } catch (error) {
    // The status was sent long ago: the reader sees the feed break off, and comes again.
    request.log.warn({ url, err: error }, "a feed broke off");
  }
}

function readingOf(
  store: MovementStore,
  request: FastifyRequest,
  { media, identity }: Pick<Wanting, "media" | "identity">,
): Reading | Denial {
  const texts = textsIn(request);
  const strange = ["limit", "position", "at", "knownAt"].find((name) => texts[name] !== undefined);
  if (strange !== undefined)
    return deny("schema-mismatch", { detail: `${media} knows no ${strange}; pages do` });
  const after = startOf(request, texts.after);
  if (typeof after !== "bigint") return after;
  // Checked by the schema of the route, from which the texts forget it.
  const { envelope = "none", ...filter } = texts as Parameters<typeof wanted>[0] & {
    envelope?: Reading["envelope"];
  };
  const choice = wanted(filter, identity);
  return "problem" in choice ? choice : { store, after, envelope, ...choice };
}

/** A client that comes again sends its first address with the id that it has come to. */
function startOf({ headers }: FastifyRequest, after = "0"): bigint | Denial {
  const last = headers["last-event-id"];
  const text = typeof last === "string" && last !== "" ? last : after;
  const position = /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
  return position !== undefined && position <= positionMax
    ? position
    : deny("schema-mismatch", { detail: `no log reaches ${text.slice(0, 50)}` });
}

function maxOf(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
