/** The whole house in memory: the same parts as the real one, on a store and rows that forget. */
import { setImmediate as turn } from "node:timers/promises";
import { allocator, memoryQueue } from "@partita/allocator";
import { buildApi, hashedIdentities } from "@partita/api";
import { billing } from "@partita/billing";
import { type MovementStore, memoryCheckpoints, memoryStore, sender } from "@partita/ledger";
import { type KeptRows, memoryRows, projections, runProjections } from "@partita/projections";
import { type Client, client, digestOf, instantOf } from "@partita/schemas";
import { identities } from "@partita/stack";

/** Rounds in which nothing may change before the house counts as settled. */
const quietRounds = 20;
const roundsMax = 200_000;

const startOfTime = Date.parse("2026-01-01T00:00:00.000Z");

type Parts = {
  readonly store: MovementStore;
  readonly rows: KeptRows;
  readonly send: ReturnType<typeof sender>;
  readonly now: () => string;
  /** Runs a part until the end of the house, and notes how it failed. */
  readonly run: (part: (signal: AbortSignal) => Promise<void>) => void;
};

export type MemoryHouse = ReturnType<typeof memoryHouse>;

/** Time stands still until `advance`; `settle` lets everything happen that follows. */
export function memoryHouse() {
  const end = new AbortController();
  const faults: unknown[] = [];
  let milliseconds = startOfTime;
  const store = memoryStore();
  const parts: Parts = {
    store,
    rows: memoryRows(),
    send: sender(store),
    now: () => instantOf(milliseconds),
    run: (part) => void part(end.signal).catch((fault) => faults.push(fault)),
  };
  const { rows, now } = parts;
  const app = api(parts);
  parts.run((signal) => runProjections({ ...parts, projections, signal }));
  parts.run((signal) =>
    billing({ ...parts, checkpoints: memoryCheckpoints(), tell: () => {}, signal }),
  );
  let allocating = startAllocator(parts);

  return {
    store,
    rows,
    now,
    settle: async () => {
      await untilQuiet(parts, () => allocating.queue.waiting());
      if (faults.length > 0) throw new Error("a part of the house failed", { cause: faults[0] });
    },
    as: (actor: string): Client =>
      client({ url: "http://house", token: digestOf(actor), fetch: inject(app) }),
    advance: (by: number) => {
      milliseconds += by;
    },
    /** The allocator dies with its queue and its checkpoint, and another one takes its place. */
    replaceAllocator: () => {
      allocating.stop.abort();
      allocating = startAllocator(parts);
    },
    close: async () => {
      end.abort();
      await app.close();
      await rows.close();
    },
  };
}

/** Everybody's token is the digest of the name: no secret, where nobody else can enter. */
function api({ store, rows, send, now }: Parts) {
  let counter = 0;
  const known = identities.map(({ actor, role }) => ({
    actor,
    role,
    tokenHash: digestOf(digestOf(actor)),
  }));
  return buildApi({
    store,
    rows,
    send,
    identities: hashedIdentities(known),
    clock: now,
    newId: () => `00000000-0000-4000-8000-${String(counter++).padStart(12, "0")}`,
  });
}

function startAllocator(parts: Parts) {
  const stop = new AbortController();
  const log = () => {};
  const queue = memoryQueue({ log });
  const clock = { now: parts.now, sleep: sleepUntilEnd };
  parts.run((end) => {
    const signal = AbortSignal.any([stop.signal, end]);
    return allocator({ ...parts, checkpoints: memoryCheckpoints(), queue, clock, log, signal });
  });
  return { stop, queue };
}

/** The rows have reached the log, the queue is empty, and it stays like that for a while. */
async function untilQuiet({ store, rows }: Parts, waiting: () => Promise<number>): Promise<void> {
  let quiet = 0;
  let seen = "";
  for (let round = 0; quiet < quietRounds; round++) {
    if (round > roundsMax) throw new Error("the house does not come to rest");
    await turn();
    const head = await store.head();
    const position = await rows.read(async (reader) => reader.position);
    const state = `${head} ${position} ${await waiting()}`;
    quiet = state === seen && position === head ? quiet + 1 : 0;
    seen = state;
  }
}

/** In memory no time passes by itself: whoever sleeps does so until the end. */
function sleepUntilEnd(_: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** A way for requests that never leaves the process. */
function inject(app: ReturnType<typeof buildApi>): typeof fetch {
  return async (input, init) => {
    const { pathname, search } = new URL(String(input));
    const reply = await app.inject({
      method: init?.method === "POST" ? "POST" : "GET",
      url: `${pathname}${search}`,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === "string" && { payload: init.body }),
    });
    return new Response(reply.body, { status: reply.statusCode });
  };
}
