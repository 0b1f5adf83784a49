/** There is one order for all, and nobody who reads on in it misses anything. */
import { expect, test } from "vitest";
import type { Recorded } from "#ledger/store/store.ts";
import { follow } from "#ledger/subscription.ts";
import {
  append,
  appendersMax,
  appendsEach,
  expectLog,
  expectToRise,
  type Stores,
  writeMany,
  written,
} from "#ledger/testing/store-contract/written.ts";

export function ordering(stores: Stores): void {
  test("pages follow each other without gap or overlap", async () => {
    const { store } = stores();
    const streams = ["one", "two", "three", "four", "five", "six"];
    for (const stream of streams)
      await append(store, stream, 0, [written(stream, 0), written(stream, 1)]);
    const all = await expectLog(store, 12);
    const behind = (count: number) => all[count - 1]?.position ?? 0n;
    expect(await store.readAll(0n, 4)).toEqual(all.slice(0, 4));
    expect(await store.readAll(behind(4), 10)).toEqual(all.slice(4));
    expect(await store.readAll(behind(1), 3)).toEqual(all.slice(1, 4));
    expect(await store.readAll(behind(1), 3)).toEqual(all.slice(1, 4));
    expect(await store.readAll(behind(12), 4)).toEqual([]);
    await append(store, "one", 2, [written()]);
    expect(await store.readAll(behind(12), 4)).toHaveLength(1);
  });

  test("a follower sees all that 16 write at once: in order, no gap, none twice", async () => {
    const { store, other } = stores();
    const done = new AbortController();
    const seen: Recorded[] = [];
    const followed = follow(other, {
      from: 0n,
      signal: done.signal,
      take: async (batch) => {
        seen.push(...batch);
        if (seen.length >= appendersMax * appendsEach) done.abort();
      },
    });
    const ids = await Promise.all(
      Array.from({ length: appendersMax }, (_, index) =>
        writeMany(index % 2 ? store : other, `stream-${index % 5}`),
      ),
    );
    await followed;
    expectToRise(seen.map(({ position }) => position));
    expect(seen.map(({ movement }) => movement.id).sort()).toEqual(ids.flat().sort());
    expectRevisionsToRise(seen);
  });
}

export function counting(stores: Stores): void {
  test("positions are 1, 2, 3 and so on", async () => {
    const { store, other } = stores();
    await append(store, "one", 0, [written("first", 0), written("first", 1)]);
    await append(store, "one", 0, [written("refused")]);
    await append(other, "two", 0, [written("second")]);
    const positions = (await expectLog(store, 3)).map(({ position }) => position);
    expect(positions).toEqual([1n, 2n, 3n]);
    expect(await store.readAll(1_000n, 4)).toEqual([]);
  });

  test("no position is left out when many write at once", async () => {
    const { store, other } = stores();
    await Promise.all(
      Array.from({ length: appendersMax }, (_, index) =>
        writeMany(index % 2 ? store : other, `stream-${index % 5}`),
      ),
    );
    const all = await expectLog(store, appendersMax * appendsEach);
    expect(all.at(-1)?.position).toBe(BigInt(all.length));
  });
}

function expectRevisionsToRise(seen: readonly Recorded[]): void {
  const revisions = new Map<string, number>();
  for (const { stream, revision } of seen) {
    expect(revision).toBe((revisions.get(stream) ?? 0) + 1);
    revisions.set(stream, revision);
  }
}
