/** The whole house in memory: the same parts as the real one, on a store and rows that forget. */
import { setImmediate as turn } from "node:timers/promises";
import { type Allocator, allocator, type Log, memoryQueue } from "@partita/allocator";
import { buildApi, hashedIdentities, type Identity } from "@partita/api";
import { billing } from "@partita/billing";
import {
  type MovementStore,
  memoryCheckpoints,
  memoryStore,
  type Send,
  sender,
} from "@partita/ledger";
import {
  type KeptRows,
  memoryRows,
  projections,
  rebuild,
  runProjections,
} from "@partita/projections";
import { type Client, client, digestOf, instantOf } from "@partita/schemas";
import { identities } from "@partita/stack";

/** Rounds in which nothing may change before the house counts as settled. */
const quietRounds = 20;
const roundsMax = 200_000;
/** A part of a house in trouble starts over; one that fails this often is broken. */
const restartsMax = 200;
/** A client sends again what the house could not answer, as often as this. */
const answersMax = 20;

const startOfTime = Date.parse("2026-01-01T00:00:00.000Z");

export const customers = ["person:ada", "person:bob"] as const;
/** Sells as well. */
export const rival = "organisation:rival";

type Part = (signal: AbortSignal) => Promise<void>;

type Parts = {
  readonly store: MovementStore;
  readonly rows: KeptRows;
  readonly send: Send;
  readonly now: () => string;
  /** Faults of which there should be none. */
  readonly faults: unknown[];
  /** Runs a part until the end of the house, or until it is stopped. */
  readonly run: (part: Part) => AbortController;
};

export type MemoryHouse = ReturnType<typeof memoryHouse>;

/** Time stands still until `advance`; `settle` lets everything happen that follows. */
export function memoryHouse(store: MovementStore = memoryStore()) {
  const end = new AbortController();
  const faults: unknown[] = [];
  let milliseconds = startOfTime;
  const parts: Parts = {
    store,
    rows: memoryRows(),
    send: sender(store),
    now: () => instantOf(milliseconds),
    faults,
    run: (part) => {
      const stop = new AbortController();
      const signal = AbortSignal.any([stop.signal, end.signal]);
      startingOver(part, signal).catch((fault) => faults.push(fault));
      return stop;
    },
  };
  const { rows, now } = parts;
  const app = api(parts);
  const checkpoints = memoryCheckpoints();
  parts.run((signal) => billing({ ...parts, checkpoints, tell: () => {}, signal }));
  const project: Part = (signal) => runProjections({ ...parts, projections, signal });
  let projecting = parts.run(project);
  let allocating = startAllocators(parts);

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
    /** One of the two dies in the middle of its task, and another one takes its place. */
    replaceAllocator: (place: number) => allocating.replace(place),
    /** Both die with their queue and their checkpoint, and two others take their place. */
    loseQueue: () => {
      allocating.stop();
      allocating = startAllocators(parts);
    },
    restartProjections: () => {
      projecting.abort();
      projecting = parts.run(project);
    },
    rebuild: () => rebuild(store, rows),
    close: async () => {
      end.abort();
      await app.close();
      await rows.close();
    },
  };
}

async function startingOver(part: Part, signal: AbortSignal): Promise<void> {
  for (let restarts = 0; !signal.aborted; restarts++) {
    try {
      await part(signal);
    } catch (cause) {
      if (restarts === restartsMax) throw new Error("a part fails again and again", { cause });
    }
  }
}

/** Everybody's token is the digest of the name: no secret, where nobody else can enter. */
function api({ store, rows, send, now }: Parts) {
  let counter = 0;
  const others: readonly Identity[] = [
    { actor: "person:bob", role: "person" },
    { actor: rival, role: "organisation" },
  ];
  const known = [...identities, ...others].map(({ actor, role }) => ({
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

/** Two processes, as it were, over one queue. */
function startAllocators(parts: Parts) {
  const log: Log = (line) => {
    const { says, givenUp, error } = line;
    if (givenUp === true || says === "a partition is held in contradiction")
      parts.faults.push(new Error(`the allocator says: ${says}`, { cause: error ?? line }));
  };
  const shared = { queue: memoryQueue({ log }), checkpoints: memoryCheckpoints(), log };
  const start = () => startAllocator(parts, shared);
  const running = [start(), start()];
  return {
    queue: shared.queue,
    replace: (place: number) => {
      running[place]?.abort();
      running[place] = start();
    },
    stop: () => {
      for (const one of running) one.abort();
    },
  };
}

type Shared = Pick<Allocator, "queue" | "checkpoints" | "log">;

function startAllocator(parts: Parts, shared: Shared): AbortController {
  const clock = { now: parts.now, sleep: sleepUntilEnd };
  return parts.run((signal) => {
    // The dead send nothing: what they had under way stays half done.
    const send: Send = async (command) => {
      signal.throwIfAborted();
      return parts.send(command);
    };
    return allocator({ ...parts, ...shared, send, clock, signal });
  });
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

/** A way for requests that never leaves the process; what finds no answer is sent again. */
function inject(app: ReturnType<typeof buildApi>): typeof fetch {
  return async (input, init) => {
    const { pathname, search } = new URL(String(input));
    for (let answers = 1; ; answers++) {
      const { body, statusCode: status } = await app.inject({
        method: init?.method === "POST" ? "POST" : "GET",
        url: `${pathname}${search}`,
        headers: Object.fromEntries(new Headers(init?.headers)),
        ...(typeof init?.body === "string" && { payload: init.body }),
      });
      if (status !== 500 || answers === answersMax) return new Response(body, { status });
    }
  };
}
