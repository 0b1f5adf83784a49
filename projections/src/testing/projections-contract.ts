/** What every registered projection must do, over each adapter: nothing twice, rebuilt the same. */
import { type MovementStore, memoryStore, type Recorded } from "@partita/ledger";
import { instantOf } from "@partita/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryRows } from "#projections/adapters/memory/rows.ts";
import { advance } from "#projections/advance.ts";
import { changeFor, keysOf } from "#projections/apply.ts";
import { digest } from "#projections/digest.ts";
import { rebuild } from "#projections/rebuild.ts";
import { projections } from "#projections/registry.ts";
import { digestAll, replay } from "#projections/replay.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import type { Moment } from "#projections/rows/rows.ts";
import { catchUp } from "#projections/runner.ts";
import { liveThrough } from "#projections/testing/life.ts";
import type { OpenRows } from "#projections/testing/open-rows.ts";
import { storeOfRecorded } from "#projections/testing/recorded.ts";
import { rowsOf } from "#projections/testing/rows-after.ts";

/** Small, so that rows are loaded again and again between the movements that touch them. */
const batchMovements = 3;

export function projectionsContract(name: string, open: () => Promise<OpenRows>): void {
  describe(`with rows in ${name},`, () => {
    const store = memoryStore();
    let opened: OpenRows;
    let wanted: KeptRows;
    let log: readonly Recorded[];
    let replays: readonly ReadonlyMap<string, string>[];
    beforeAll(async () => {
      opened = await open();
      await liveThrough(store);
      log = await store.readAll(0n, 10_000);
      wanted = await rowsOf(store);
      replays = await Promise.all(momentsOf(log).map((moment) => replayedTo(store, moment)));
      await catchUp({ store: memoryStore(), rows: opened.rows, projections });
      for (const batch of inBatches(log)) await advance(opened.rows, projections, batch);
    });
    afterAll(() => opened.close());

    describe.each(projections)("$table.name", ({ table }) => {
      const digestIn = (rows: KeptRows) => rows.read((at) => digest(at, table));

      test("holds rows", async () => {
        expect(await opened.rows.read((at) => at.find(table, { limit: 1 }))).toHaveLength(1);
      });

      test("has keys of their own for the movements that are said to have", () => {
        const projection = projections.find((one) => one.table.name === table.name);
        const touched = new Set<string>();
        for (const recorded of log) {
          const change = projection && changeFor(projection, recorded);
          const keys = keysOf(change, recorded);
          if (change?.isOwn) expect(keys.filter((key) => touched.has(key))).toEqual([]);
          for (const key of keys) touched.add(key);
        }
      });

      test("comes to the same rows in whatever batches it takes the log", async () => {
        expect(await digestIn(opened.rows)).toBe(await digestIn(wanted));
      });

      test("does not change when a batch is taken again, by whomever", async () => {
        await advance(opened.rows, projections, log.slice(-batchMovements));
        await advance(opened.other, projections, log);
        expect(await digestIn(opened.rows)).toBe(await digestIn(wanted));
      });

      const digestsIn = (rows: KeptRows) =>
        Promise.all(momentsOf(log).map((moment) => rows.read((at) => digest(at, table), moment)));

      test("is at any moment what a replay makes of it", async () => {
        const expected = replays.map((digests) => digests.get(table.name));
        expect(await digestsIn(opened.rows)).toEqual(expected);
        expect(new Set(expected).size).toBeGreaterThan(1);
      });

      test("is rebuilt to the same rows, present and past", async () => {
        const before = await generationOf(opened.rows, table.name);
        await rebuild(store, opened.rows, table.name);
        expect(await generationOf(opened.rows, table.name)).toBe(before + 1);
        expect(await digestIn(opened.other)).toBe(await digestIn(wanted));
        expect(await digestsIn(opened.other)).toEqual(
          replays.map((digests) => digests.get(table.name)),
        );
      });
    });
  });

  test(`rows in ${name} are what a replay makes of them, whatever clocks said`, async () => {
    const store = memoryStore();
    await liveThrough(store);
    const log = (await store.readAll(0n, 10_000)).map(skew);
    const skewed = storeOfRecorded(log);
    const { rows, close } = await open();
    try {
      await catchUp({ store: skewed, rows, projections });
      for (const moment of momentsOf(log)) {
        const digests = await rows.read((at) => digestAll(at, projections), moment);
        expect(digests).toEqual(await replayedTo(skewed, moment));
      }
    } finally {
      await close();
    }
  });
}

/** Moments all along a life: what was true, what was known, and both. */
function momentsOf(log: readonly Recorded[]): readonly Moment[] {
  const [early, middle, late] = [0.25, 0.5, 0.9].map((part) => log[Math.floor(log.length * part)]);
  return [early, middle, late].flatMap((one) =>
    one === undefined
      ? []
      : [
          { at: one.movement.recordedAt },
          { knownAt: one.position },
          { at: one.movement.recordedAt, knownAt: late?.position ?? 0n },
          { at: "2026-01-01T00:00:00.000Z", knownAt: one.position },
          // All of it, found among the versions and not among the present rows.
          { at: "9999-12-31T23:59:59.999Z" },
        ],
  );
}

/** As if written by seven servers, whose clocks differ by half an hour. */
function skew(recorded: Recorded): Recorded {
  const minutes = Number((recorded.position * 5n) % 7n) * 5;
  const recordedAt = instantOf(Date.parse(recorded.movement.recordedAt) - minutes * 60_000);
  return { ...recorded, movement: { ...recorded.movement, recordedAt } };
}

async function replayedTo(store: MovementStore, moment: Moment) {
  const rows = memoryRows();
  await replay({ store, rows, projections, moment });
  return rows.read((at) => digestAll(at, projections));
}

function inBatches(log: readonly Recorded[]): readonly (readonly Recorded[])[] {
  const starts = Array.from(
    { length: Math.ceil(log.length / batchMovements) },
    (_, index) => index,
  );
  return starts.map((index) => log.slice(index * batchMovements, (index + 1) * batchMovements));
}

/** Rows live in one generation, the last that was made. */
async function generationOf(rows: KeptRows, name: string): Promise<number> {
  return rows.change(async ({ generations }) => {
    const live = generations.filter((one) => one.name === name && one.state === "live");
    expect(live).toHaveLength(1);
    return live[0]?.generation ?? 0;
  });
}
