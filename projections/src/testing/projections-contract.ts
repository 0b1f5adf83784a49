/** What every registered projection must do, over each adapter: nothing twice, rebuilt the same. */
import { memoryStore, type Recorded } from "@partita/ledger";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advance } from "#projections/advance.ts";
import { digest } from "#projections/digest.ts";
import { rebuild } from "#projections/rebuild.ts";
import { projections } from "#projections/registry.ts";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import { catchUp } from "#projections/runner.ts";
import { liveThrough } from "#projections/testing/life.ts";
import type { OpenRows } from "#projections/testing/open-rows.ts";
import { rowsOf } from "#projections/testing/rows-after.ts";

/** Small, so that rows are loaded again and again between the movements that touch them. */
const batchMovements = 3;

export function projectionsContract(name: string, open: () => Promise<OpenRows>): void {
  describe(`with rows in ${name},`, () => {
    const store = memoryStore();
    let opened: OpenRows;
    let wanted: KeptRows;
    let log: readonly Recorded[];
    beforeAll(async () => {
      opened = await open();
      await liveThrough(store);
      log = await store.readAll(0n, 10_000);
      wanted = await rowsOf(store);
      await catchUp({ store: memoryStore(), rows: opened.rows, projections });
      for (const batch of inBatches(log)) await advance(opened.rows, projections, batch);
    });
    afterAll(() => opened.close());

    describe.each(projections)("$table.name", ({ table }) => {
      const digestIn = (rows: KeptRows) => rows.read((at) => digest(at, table));

      test("holds rows", async () => {
        expect(await opened.rows.read((at) => at.find(table, { limit: 1 }))).toHaveLength(1);
      });

      test("comes to the same rows in whatever batches it takes the log", async () => {
        expect(await digestIn(opened.rows)).toBe(await digestIn(wanted));
      });

      test("does not change when a batch is taken again, by whomever", async () => {
        await advance(opened.rows, projections, log.slice(-batchMovements));
        await advance(opened.other, projections, log);
        expect(await digestIn(opened.rows)).toBe(await digestIn(wanted));
      });

      test("is rebuilt to the same rows", async () => {
        const before = await generationOf(opened.rows, table.name);
        await rebuild(store, opened.rows, table.name);
        expect(await generationOf(opened.rows, table.name)).toBe(before + 1);
        expect(await digestIn(opened.other)).toBe(await digestIn(wanted));
      });
    });
  });
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
