/** What the runner and a rebuild must do over each adapter: nothing lost, nothing twice. */
import { type MovementStore, memoryStore } from "@partita/ledger";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fill, fillMovementsMax } from "#projections/fill.ts";
import { rebuild } from "#projections/rebuild.ts";
import { projections } from "#projections/registry.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import { catchUp, runProjections } from "#projections/runner.ts";
import { countIn, counting, postings } from "#projections/testing/counting.ts";
import type { OpenRows } from "#projections/testing/open-rows.ts";
import { append } from "#projections/testing/recorded.ts";

export function runnerContract(name: string, open: () => Promise<OpenRows>): void {
  describe(`the runner over ${name}`, () => {
    let world: World;
    let close: () => Promise<void>;
    beforeEach(async () => {
      const opened = await open();
      const stopping = new AbortController();
      const runs: Promise<void>[] = [];
      const store = memoryStore();
      const start = (changes: Part = {}) => {
        const running = runProjections({ ...run(world, changes), signal: stopping.signal });
        runs.push(running);
        return running;
      };
      world = { ...opened, store, start };
      close = async () => {
        stopping.abort();
        // Each run's fault is its test's to expect.
        await Promise.allSettled(runs);
        await opened.close();
      };
    });
    afterEach(() => close());

    describe("follows", () => following(() => world));
    describe("makes rows anew", () => remaking(() => world));
  });
}

type World = Pick<OpenRows, "rows" | "other"> & {
  readonly store: MovementStore;
  /** Runs projections until the test is over. */
  readonly start: (changes?: Part) => Promise<void>;
};
type Part = Partial<Parameters<typeof catchUp>[0]>;

function following(world: () => World): void {
  test("the log, what is there and what comes, until it is stopped", async () => {
    const { rows, store } = world();
    await append(store, ...postings(3));
    const stop = new AbortController();
    const running = runProjections({ ...run(world()), signal: stop.signal });
    expect(await rows.reached(3n, 10_000)).toBe(true);
    await append(store, ...postings(2));
    expect(await rows.reached(5n, 10_000)).toBe(true);
    expect(await countIn(rows)).toBe(5);
    stop.abort();
    await running;
  });

  test("together with another process, and takes nothing twice", async () => {
    const { rows, other, store, start } = world();
    const failed = Promise.all([start(), start({ rows: other })]);
    for (let round = 0; round < 20; round++) await append(store, ...postings(5));
    expect(await Promise.race([rows.reached(100n, 20_000), failed])).toBe(true);
    expect(await countIn(other)).toBe(100);
  });

  test("from where it was when it failed between two batches, or within one", async () => {
    const { rows, store } = world();
    await append(store, ...postings(3));
    await catchUp(run(world()));
    await append(store, ...postings(3));
    const failing = { ...rows, change: failingOnce(rows) };
    await expect(catchUp(run(world(), { rows: failing }))).rejects.toThrow("the power went");
    expect(await countIn(rows)).toBe(3);
    await catchUp(run(world(), { rows: failing }));
    expect(await countIn(rows)).toBe(6);
  });

  test("no log that ends before its rows do", async () => {
    const { store } = world();
    await append(store, ...postings(3));
    await catchUp(run(world()));
    const emptied = run(world(), { store: memoryStore(), projections: [counting(2)] });
    await expect(catchUp(emptied)).rejects.toThrow("is it the log they were made from");
  });
}

/** More than a filling takes at once. */
const many = fillMovementsMax + 100;

function remaking(world: () => World): void {
  test("when their version changed, while the old ones answer", async () => {
    const { rows, store } = world();
    await append(store, ...postings(many));
    await catchUp(run(world()));
    const seen: unknown[] = [];
    const watched = watching(store, async () => seen.push(await countIn(rows)));
    await catchUp(run(world(), { store: watched, projections: [counting(2)] }));
    expect(new Set(seen.slice(0, -1))).toEqual(new Set([many]));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(2 * many);
    expect(await countIn(rows)).toBe(2 * many);
  });

  test("and goes on where a rebuild was interrupted", async () => {
    const { rows, store } = world();
    await append(store, ...postings(many));
    await catchUp(run(world()));
    let batches = 0;
    const failing = watching(store, async () => {
      batches += 1;
      if (batches === 2) throw new Error("the power went");
    });
    const next = { projections: [counting(2)] };
    await expect(catchUp(run(world(), { ...next, store: failing }))).rejects.toThrow("the power");
    expect(await countIn(rows)).toBe(many);
    await catchUp(run(world(), next));
    expect(await countIn(rows)).toBe(2 * many);
    expect(await rows.change(async ({ generations }) => generations.length)).toBe(1);
  });

  test("while movements go on coming, and loses none of them", async () => {
    const { rows, other, store, start } = world();
    await append(store, ...postings(50));
    const running = start({ projections });
    await rows.reached(50n, 10_000);
    const busy = append(store, ...postings(200));
    await rebuild(store, other, "account_balance");
    await rebuild(store, other, "account_balance");
    await busy;
    expect(await Promise.race([rows.reached(250n, 20_000), running])).toBe(true);
    const balances = projections.find((one) => one.table.name === "account_balance")?.table;
    const found = balances && (await rows.read((at) => at.find(balances)));
    expect(found).toMatchObject([{ debit: "900" }, { credit: "900" }]);
  });

  test("in two processes at once, with one result", async () => {
    const { rows, other, store } = world();
    await append(store, ...postings(700));
    await catchUp(run(world()));
    const next = { projections: [counting(2)] };
    const both = [rows, other].map((door) => catchUp(run(world(), { ...next, rows: door })));
    await Promise.all(both);
    expect(await countIn(rows)).toBe(1400);
  });

  test("and are prepared by two processes at the same moment", async () => {
    const { rows, other, store } = world();
    await append(store, ...postings(10));
    for (let version = 1; version <= 20; version++) {
      const { table } = counting(version);
      const { generation } = await rows.change((change) => change.begin(table));
      await Promise.all([rows, other].map((door) => door.prepare([{ table, generation }])));
    }
    await catchUp(run(world(), { projections: [counting(20)] }));
    expect(await countIn(rows)).toBe(200);
  });

  test("but not again what another process has made meanwhile", async () => {
    const { rows, other, store } = world();
    await append(store, ...postings(3));
    await catchUp(run(world()));
    const next = { projections: [counting(2)] };
    const late = {
      ...rows,
      prepare: async () => catchUp(run(world(), { ...next, rows: other })),
    };
    await catchUp(run(world(), { ...next, rows: late }));
    expect(await countIn(rows)).toBe(6);
    expect(await rows.change(async ({ generations }) => generations)).toMatchObject([
      { generation: 2, state: "live" },
    ]);
  });

  test("nor prepares what another process has replaced and dropped meanwhile", async () => {
    const { rows, other, store } = world();
    await append(store, ...postings(3));
    await catchUp(run(world()));
    const next = { projections: [counting(2)] };
    const late: KeptRows = {
      ...rows,
      prepare: async (generations) => {
        await catchUp(run(world(), { ...next, rows: other }));
        await fill(store, other, next.projections);
        await rows.prepare(generations);
      },
    };
    await catchUp(run(world(), { ...next, rows: late }));
    expect(await countIn(rows)).toBe(6);
    expect(await rows.change(async ({ generations }) => generations)).toMatchObject([
      { generation: 3, state: "live" },
    ]);
  });

  test("when a house without the projection moved on", async () => {
    const { rows, store } = world();
    await append(store, ...postings(2));
    await catchUp(run(world()));
    await append(store, ...postings(2));
    await catchUp(run(world(), { projections: [] }));
    await catchUp(run(world()));
    expect(await countIn(rows)).toBe(4);
  });

  test("and an older house stops rather than mixing its rows with newer ones", async () => {
    const { rows, store, start } = world();
    await append(store, ...postings(1));
    const older = start();
    await rows.reached(1n, 10_000);
    await catchUp(run(world(), { projections: [counting(2)] }));
    await append(store, ...postings(1));
    await expect(older).rejects.toThrow("counts is live in version 2, this process knows 1");
  });
}

function run({ store, rows }: World, changes: Part = {}) {
  return { store, rows, projections: [counting(1)], ...changes };
}

/** Does something before each batch that is read. */
function watching(store: MovementStore, before: () => Promise<unknown>): MovementStore {
  return {
    ...store,
    readAll: async (after, limit) => {
      await before();
      return store.readAll(after, limit);
    },
  };
}

/**
 * Fails at the end of the first change that moves the checkpoint, as if the commit had not come
 * through.
 */
function failingOnce(rows: KeptRows): KeptRows["change"] {
  let failed = false;
  return (work) =>
    rows.change(async (change) => {
      let moved = false;
      const answer = await work({
        ...change,
        moveCheckpoint: async (names, position) => {
          moved = true;
          await change.moveCheckpoint(names, position);
        },
      });
      if (!moved || failed) return answer;
      failed = true;
      throw new Error("the power went");
    });
}
