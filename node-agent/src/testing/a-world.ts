/**
 * What an agent works with, kept in memory, for tests of its loops; every call to Master and driver
 * is noted.
 */
import {
  type Client,
  MasterRefusal,
  MasterUnreachable,
  type PartitionDuty,
  type Problem,
} from "@partita/schemas";
import type { Memory, World } from "#node-agent/agent-world.ts";
import type { Condition, Driver, ObservedPartition, Sample } from "#node-agent/drivers/driver.ts";
import { beginBook, type MeterBook } from "#node-agent/measure.ts";
import type { Installed } from "#node-agent/plan-software.ts";
import { parseRelease, type Release } from "#node-agent/release.ts";

export const release: Release = parseRelease(
  JSON.stringify({
    format: 1,
    name: "web",
    version: "1",
    files: {},
    types: { default: { parameters: { greeting: {} } } },
  }),
);

type Told = { readonly kind: string; readonly [name: string]: unknown };

export type Script = {
  /** The Master's answer to a command or a usage report; throwing refuses it. */
  readonly answer?: (kind: string, detail: object) => object;
  readonly setState?: (partition: string, state: string) => Condition;
  readonly install?: () => void;
  readonly observed?: readonly ObservedPartition[];
  readonly samples?: readonly Sample[];
  readonly release?: Release;
  readonly damaged?: ReadonlyMap<string, string>;
  readonly isRenewed?: boolean;
  readonly sources?: Readonly<Record<string, string>>;
};

export function aWorld(script: Script = {}) {
  const told: Told[] = [];
  const done: string[] = [];
  const [memories, keptMemories] = memoriesInMemory(script);
  const [shelf, keptShelf] = shelfInMemory(script);
  const [outbox, keptOutbox] = outboxInMemory();
  const now = Date.parse("2026-01-01T00:00:00.000Z");
  const state: { now: number; book: MeterBook | undefined } = { now, book: beginBook([], now) };
  const world: World = {
    computer: "COMP-1",
    agent: "agent-1",
    partitions: [],
    master: masterFrom(script, told),
    isRenewed: script.isRenewed ?? false,
    drivers: new Map([["process", driverFrom(script, done)]]),
    memories,
    shelf,
    outbox,
    readSource: async (url) => {
      const text = script.sources?.[url];
      if (text === undefined) throw new Error(`${url} cannot be read`);
      return Buffer.from(text);
    },
    meters: {
      read: () => state.book,
      write: (book) => {
        state.book = book;
      },
    },
    now: () => state.now,
    wait: async (milliseconds) => {
      state.now += milliseconds;
    },
    log: (says, facts) => void done.push([says, ...Object.values(facts ?? {})].join(" ")),
  };
  return { world, told, done, memories: keptMemories, shelf: keptShelf, ...keptOutbox, state };
}

function memoriesInMemory({ damaged = new Map() }: Script) {
  const kept = new Map<string, Memory>();
  let last: readonly PartitionDuty[] = [];
  const memories: World["memories"] = {
    all: () => new Map(kept),
    damaged: () => damaged,
    keep: (partition, memory) => void kept.set(partition, memory),
    forget: (partition) => void kept.delete(partition),
    lastDuties: () => last,
    keepDuties: (duties) => {
      last = duties;
    },
  };
  return [memories, kept] as const;
}

function shelfInMemory(script: Script) {
  const kept = new Map<string, Installed>();
  const shelf: World["shelf"] = {
    list: () => [...kept.values()],
    read: (url) => (kept.get(url)?.completed ? (script.release ?? release) : undefined),
    begin: (url) => void kept.set(url, { softwareRelease: url, completed: false }),
    complete: (url) => void kept.set(url, { softwareRelease: url, completed: true }),
    remove: (url) => void kept.delete(url),
  };
  return [shelf, kept] as const;
}

function outboxInMemory() {
  const waiting = new Map<string, string>();
  const refused = new Map<string, object>();
  const outbox: World["outbox"] = {
    list: () => [...waiting.keys()].sort(),
    read: (reference) => waiting.get(reference) ?? "",
    put: (reference, text) => void waiting.set(reference, text),
    remove: (reference) => void waiting.delete(reference),
    refuse: (reference, problem) => {
      waiting.delete(reference);
      refused.set(reference, problem);
    },
  };
  return [outbox, { outbox: waiting, refused }] as const;
}

function masterFrom({ answer = () => ({}) }: Script, told: Told[]): Client {
  const tell = async (kind: string, detail: object) => {
    told.push({ kind, ...detail });
    return { movements: [], subject: "x", ...answer(kind, detail) };
  };
  return {
    // Every detail is an object; the compiler cannot say so of a command that is not known yet.
    send: (kind, { detail }) => tell(kind, detail as object),
    reportUsage: (_, __, tioxml) => tell("report-usage", { tioxml }),
    ask: () => Promise.reject(new Error("the loops do not ask")),
  };
}

function driverFrom(script: Script, done: string[]): Driver {
  const conditions = { started: "running", stopped: "stopped", absent: "absent" } as const;
  return {
    install: async () => script.install?.(),
    prepare: async ({ partition, names }) => {
      done.push(`prepare ${partition}`);
      const connection = { names: [...names.keys()].sort().join(" ") };
      return { partition, digest: "1", services: [], promises: [], connection };
    },
    setState: async (partition, { state }) => {
      done.push(`${state} ${partition}`);
      return script.setState?.(partition, state) ?? { status: conditions[state] };
    },
    observe: async () => script.observed ?? [],
    measure: async () => script.samples ?? [],
  };
}

export function refusal(code: string, changes: Partial<Problem> = {}): MasterRefusal {
  const problem = { type: code, title: code, status: 409, code, retryable: false, ...changes };
  return new MasterRefusal(problem);
}

export function away(): MasterUnreachable {
  return new MasterUnreachable("no Master answers");
}
