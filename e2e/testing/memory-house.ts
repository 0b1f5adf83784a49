/** The whole house in memory: the same parts as the real one, on a store and rows that forget. */
import { type Allocator, allocator, type Log, memoryQueue } from "@partita/allocator";
import { buildApi, hashedIdentities, type Identity, memoryContacts } from "@partita/api";
import { billing } from "@partita/billing";
import {
  type MovementStore,
  memoryCheckpoints,
  memoryStore,
  memoryTree,
  OutcomeUnknown,
  runMerkleLog,
  type Send,
  sender,
  upcasting,
} from "@partita/ledger";
import {
  type KeptInventory,
  type KeptRows,
  memoryInventory,
  memoryRows,
  projections,
  rebuild,
  runInventory,
  runProjections,
} from "@partita/projections";
import {
  type Client,
  type Command,
  type CommandKind,
  client,
  digestOf,
  instantOf,
  master,
} from "@partita/schemas";
import { computerIdentities, computers, identities, seller } from "@partita/stack";
import { memoryDeliveries, runWebhooks } from "@partita/webhooks";
import { inject } from "./inject.ts";
import type { Trouble } from "./killed-within.ts";
import { type Receivers, receivers } from "./receivers.ts";
import { untilQuiet } from "./until-quiet.ts";

/** A part of a house in trouble starts over; one that fails this often is broken. */
const restartsMax = 200;

const startOfTime = Date.parse("2026-01-01T00:00:00.000Z");

export const customers = ["person:ada", "person:bob"] as const;
/** Sells as well. */
export const rival = "organisation:rival";
/** Of the first customer, who sells nothing and uses it itself. */
export const ownComputer = "COMP-OWN";

export function ownerOf(computer: string): string {
  if (computer === ownComputer) return customers[0];
  const index = computers.findIndex(({ reference }) => reference === computer);
  return [seller, rival][index] ?? seller;
}

type Part = (signal: AbortSignal) => Promise<void>;

type Parts = {
  readonly store: MovementStore;
  readonly rows: KeptRows;
  readonly inventory: KeptInventory;
  /** That of a process which remembers streams, while others write to them. */
  readonly send: Send;
  readonly now: () => string;
  /** Faults of which there should be none. */
  readonly faults: unknown[];
  /** Runs a part until the end of the house, or until it is stopped. */
  readonly run: (part: Part) => AbortController;
};

/** Sends what only the house itself may send, as the API would. */
function recordingIn({ store, now }: Parts, newId: () => string) {
  return async (asked: Recording): Promise<void> => {
    const command = { ...asked, id: newId(), actor: master, at: now(), causes: [] } as const;
    const send = () => sender(store)(command);
    // The answer was lost: asked again under the same id, it is told.
    await send().catch((fault) =>
      fault instanceof OutcomeUnknown ? send() : Promise.reject(fault),
    );
  };
}

type RecordingOf<K extends CommandKind> = Pick<Command<K>, "kind" | "streamId" | "detail">;
type Recording = RecordingOf<"record-certificate"> | RecordingOf<"redeem-enrolment">;

export type MemoryHouse = ReturnType<typeof memoryHouse>;

/**
 * Time stands still until `advance`; `settle` lets everything happen that follows. Two processes
 * serve the API, and others react, each with a memory of its own of how streams stand.
 */
export function memoryHouse(stored: MovementStore = memoryStore(), trouble?: Trouble) {
  const store = upcasting(stored);
  const end = new AbortController();
  const faults: unknown[] = [];
  let milliseconds = startOfTime;
  const parts: Parts = {
    store,
    rows: memoryRows(),
    inventory: memoryInventory(),
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
  const { rows, inventory, now } = parts;
  const newId = ids();
  const apps = [api(parts, newId), api({ ...parts, send: sender(store) }, newId)];
  startBilling(parts);
  const { stands, ...followers } = startFollowers(parts, { stored, trouble });
  const { restartWebhooks, letters } = startWebhooks(parts, receivers(trouble));
  let allocating = startAllocators(parts);

  return {
    ...{ restartWebhooks, letters },
    ...{ stored, store, rows, inventory, now, ...followers },
    settle: async () => {
      const underWay = async () => `${await allocating.queue.waiting()} ${letters.length}`;
      await untilQuiet({ store, rows, stands, underWay });
      if (faults.length > 0) throw new Error("a part of the house failed", { cause: faults[0] });
    },
    as: (actor: string): Client =>
      client({ url: "http://house", token: digestOf(actor), fetch: inject(apps) }),
    record: recordingIn(parts, newId),
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
    rebuild: () => rebuild(store, rows),
    close: async () => {
      end.abort();
      for (const app of apps) await app.close();
      await rows.close();
      await inventory.close();
    },
  };
}

function startBilling(parts: Parts): void {
  const checkpoints = memoryCheckpoints();
  parts.run((signal) => {
    const send = sender(parts.store);
    return billing({ ...parts, send, checkpoints, tell: () => {}, signal });
  });
}

type Following = { readonly stored: MovementStore; readonly trouble: Trouble | undefined };

/** What follows the log and acts on nothing; killed in the middle of what it writes, if so told. */
function startFollowers(parts: Parts, { stored, trouble }: Following) {
  const { store, inventory } = parts;
  const tree = memoryTree();
  const rows = trouble?.rows(parts.rows) ?? parts.rows;
  const counted = trouble?.inventory(inventory) ?? inventory;
  const project = part(parts, (signal) => runProjections({ store, rows, projections, signal }));
  const integrate = part(parts, (signal) => runMerkleLog({ store: stored, tree, signal }));
  const count = part(parts, (signal) => runInventory({ store, inventory: counted, signal }));
  return {
    tree,
    restartProjections: project.restart,
    restartMerkleLog: integrate.restart,
    restartInventory: count.restart,
    /** Whether tree and inventory have reached the log. */
    stands: async () => {
      const head = await stored.head();
      const places = [(await tree.head()).position, await inventory.position()];
      return places.every((place) => place === head);
    },
  };
}

/** A receiver takes what it is told, and is gone at times. */
function startWebhooks(parts: Parts, { post, letters }: Receivers) {
  const deliveries = memoryDeliveries();
  const [key, clock] = [new Uint8Array(32), { now: parts.now, sleep: sleepUntilEnd }];
  const fixed = { key, clock, chance: () => 0, tell: () => undefined };
  const deliver = part(parts, (signal) => {
    const send = sender(parts.store);
    return runWebhooks({ ...parts, ...fixed, send, deliveries, post, signal });
  });
  return { restartWebhooks: deliver.restart, letters };
}

/** A part that may be told to end wherever it is, and starts over at once. */
function part(parts: Parts, run: Part): { readonly restart: () => void } {
  let running = parts.run(run);
  return {
    restart: () => {
      running.abort();
      running = parts.run(run);
    },
  };
}

function ids(): () => string {
  let counter = 0;
  return () => `00000000-0000-4000-8000-${String(counter++).padStart(12, "0")}`;
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
function api({ store, rows, inventory, send, now }: Parts, newId: () => string) {
  const others: readonly Identity[] = [
    { actor: "person:bob", role: "person" },
    { actor: rival, role: "organisation" },
    { actor: `computer:${ownComputer}`, role: "computer" },
  ];
  const known = [...identities, ...computerIdentities, ...others].map(({ actor, role }) => ({
    actor,
    role,
    tokenHash: digestOf(digestOf(actor)),
  }));
  return buildApi({
    store,
    rows,
    inventory,
    send,
    identities: hashedIdentities(known),
    contacts: memoryContacts(),
    clock: now,
    newId,
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
  const own = sender(parts.store);
  const clock = { now: parts.now, sleep: sleepUntilEnd };
  return parts.run((signal) => {
    // The dead send nothing: what they had under way stays half done.
    const send: Send = async (command) => {
      signal.throwIfAborted();
      return own(command);
    };
    return allocator({ ...parts, ...shared, send, clock, signal });
  });
}

/** In memory no time passes by itself: whoever sleeps does so until the end. */
function sleepUntilEnd(_: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
