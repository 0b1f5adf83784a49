import { type MovementStore, memoryStore, pagesOf, type Recorded } from "@partita/ledger";
import {
  type EventStoreServer,
  startEventStoreServer,
} from "@partita/ledger/testing/event-store-server/event-store-server.ts";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { a } from "@partita/schemas/testing/a.ts";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { appendInOrder } from "./append-in-order.ts";
import { type Copied, copyLog, type Target } from "./copy-log.ts";
import { openLog } from "./open-log.ts";

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const silent = () => {};

async function opened(url: string): Promise<Target & { readonly url: string }> {
  const log = await openLog(url, "--to", silent);
  undo.push(log.close);
  return { ...log, url };
}

async function inPostgres() {
  const { url, drop } = await testDatabase();
  undo.push(drop);
  return opened(url);
}

async function inEventStore() {
  const server: EventStoreServer = await startEventStoreServer();
  undo.push(() => server.stop());
  return opened(server.url);
}

function inMemory(): Target {
  const store = memoryStore();
  return { store, add: appendInOrder(store) };
}

/** Commands of one to three movements, in streams that are written by turns. */
async function write(store: MovementStore, commands: number): Promise<void> {
  const lengths = new Map<string, number>();
  for (let turn = 0; turn < commands; turn++) {
    const streamId = `COMP-${turn % 7}`;
    const length = lengths.get(streamId) ?? (await store.read("computer", streamId)).length;
    const movements = Array.from({ length: 1 + (turn % 3) }, (_, index) =>
      a("capacity-set", { id: `${streamId}.${length}/${index}` }),
    );
    const { status } = await store.append("computer", streamId, length, movements);
    expect(status).toBe("appended");
    lengths.set(streamId, length + movements.length);
  }
}

/** All of a log but the positions, which each store counts in its own way. */
async function all(store: MovementStore): Promise<readonly Omit<Recorded, "position">[]> {
  const found: Recorded[] = [];
  for await (const page of pagesOf(store, 0n)) found.push(...page);
  return found.map(({ movement, stream, revision }) => ({ movement, stream, revision }));
}

const never = new AbortController().signal;

function copied(source: Target, target: Target, signal = never): Promise<Copied> {
  return copyLog({ source: source.store, target, progress: silent, signal });
}

function isEqual({ sourceRoot, targetRoot }: Copied): boolean {
  return sourceRoot === targetRoot && /^[0-9a-f]{64}$/.test(sourceRoot);
}

test("from PostgreSQL to EventStoreDB and back it is the same log, with one root", async () => {
  const [source, between, target] = [await inPostgres(), await inEventStore(), await inPostgres()];
  await write(source.store, 60);
  const [there, back] = [await copied(source, between), await copied(between, target)];
  expect(there).toMatchObject({ movements: 120, found: 0 });
  expect(isEqual(there) && isEqual(back)).toBe(true);
  expect(back.targetRoot).toBe(there.sourceRoot);
  const log = await all(source.store);
  expect(await all(between.store)).toEqual(log);
  expect(await all(target.store)).toEqual(log);
});

test("positions of a copy in PostgreSQL have no gap, page after page", async () => {
  const [source, target] = [inMemory(), await inPostgres()];
  await write(source.store, 1_500);
  expect(isEqual(await copied(source, target))).toBe(true);
  expect(await target.store.head()).toBe(await source.store.head());
  expect(await target.store.writtenBy("COMP-0.0")).toEqual(
    await source.store.writtenBy("COMP-0.0"),
  );
});

test.each([
  ["PostgreSQL", inPostgres],
  ["EventStoreDB", inEventStore],
])("a copy to %s that was broken off goes on where it was", async (_, open) => {
  const [source, target] = [await inPostgres(), await open()];
  await write(source.store, 900);
  const stop = new AbortController();
  const broken: Target = {
    store: target.store,
    add: async (page) => {
      await target.add(page.slice(0, 200));
      stop.abort(new Error("the power fails"));
      throw stop.signal.reason;
    },
  };
  await expect(copied(source, broken, stop.signal)).rejects.toThrow("the power fails");
  const half = (await all(target.store)).length;
  expect(half).toBeGreaterThan(0);

  const rest = await copied(source, target);
  expect(rest).toMatchObject({ found: half, movements: (await all(source.store)).length });
  expect(isEqual(rest)).toBe(true);
  expect(await copied(source, target)).toEqual({ ...rest, found: rest.movements });
});

test("what the source got meanwhile comes with the next copy", async () => {
  const [source, target] = [inMemory(), await inPostgres()];
  await write(source.store, 10);
  await copied(source, target);
  await write(source.store, 10);
  expect(isEqual(await copied(source, target))).toBe(true);
  expect(await all(target.store)).toEqual(await all(source.store));
});

test("a target that holds something else is refused, and stays as it is", async () => {
  const [source, target] = [inMemory(), await inPostgres()];
  await write(source.store, 10);
  await target.store.append("computer", "COMP-0", 0, [a("capacity-set", { id: "other/0" })]);
  await expect(copied(source, target)).rejects.toThrow(
    /holds another log: its movement 1 is other\/0 .* where the source has COMP-0.0\/0/,
  );
  expect(await all(target.store)).toHaveLength(1);
  await expect(copied(inMemory(), target)).rejects.toThrow(/holds more than the source: .* other/);
});

test("whoever writes to the target meanwhile is noticed, and nothing is written over", async () => {
  const [source, target] = [inMemory(), await inPostgres()];
  await write(source.store, 1_500);
  const disturbed: Target = {
    store: target.store,
    add: async (page) => {
      await target.add(page);
      const other = [a("capacity-set", { id: "other/0" })];
      await target.store.append("computer", "COMP-OTHER", 0, other);
    },
  };
  await expect(copied(source, disturbed)).rejects.toThrow("does somebody write to it?");
});

test("a byte that was changed in the copy shows in its root", async () => {
  const [source, target] = [await inPostgres(), await inPostgres()];
  await write(source.store, 5);
  await copied(source, target);
  await write(source.store, 5);
  const tampered: Target = {
    store: target.store,
    add: async (page) => {
      await target.add(page);
      await tamper(target.url);
    },
  };
  expect(isEqual(await copied(source, tampered))).toBe(false);
});

async function tamper(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("alter table ledger.movement disable trigger append_only");
  await client.query(`update ledger.movement set body =
    replace(body::text, 'organisation:master', 'organisation:mallet')::json
    where position = (select max(position) from ledger.movement)`);
  await client.end();
}

test("an address of something else, and a database without a ledger, are named", async () => {
  await expect(openLog("redis://here", "--to", silent)).rejects.toThrow("--to is no address");
  const { url, drop } = await testDatabase();
  undo.push(drop);
  await expect(openLog(url, "--from", silent)).rejects.toThrow("--from holds no ledger");
});
