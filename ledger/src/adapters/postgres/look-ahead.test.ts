import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { lookAhead } from "#ledger/adapters/postgres/look-ahead.ts";

/** A log of so many movements, and which of its pages were asked for. */
function logOf(count: number) {
  const log = { count, asked: [] as bigint[], isDown: false };
  const read = async (after: bigint, limit: number) => {
    log.asked.push(after);
    if (log.isDown) throw new Error("the line was cut");
    const length = Math.max(0, Math.min(limit, log.count - Number(after)));
    return Array.from({ length }, (_, index) => ({
      movement: a("capacity-set"),
      stream: "computer-one",
      revision: 1,
      position: after + BigInt(index + 1),
    }));
  };
  const page = lookAhead(read);
  const positions = async (after: bigint) =>
    (await page(after, 2)).map(({ position }) => Number(position));
  return { log, positions };
}

test("whoever reads in order gets every page, and each is asked for once", async () => {
  const { log, positions } = logOf(7);
  const seen = [];
  for (const after of [0n, 2n, 4n, 6n]) seen.push(await positions(after));
  expect(seen).toEqual([[1, 2], [3, 4], [5, 6], [7]]);
  expect(log.asked.slice(0, 4)).toEqual([0n, 2n, 4n, 6n]);
});

test("whoever reads one page, or pages here and there, makes nobody look ahead", async () => {
  const { log, positions } = logOf(9);
  for (const after of [0n, 4n, 1n]) await positions(after);
  expect(log.asked).toEqual([0n, 4n, 1n]);
});

test("a page that was short when it was fetched is read anew: it may have grown", async () => {
  const { log, positions } = logOf(5);
  for (const after of [0n, 2n]) await positions(after);
  log.count = 6;
  expect(await positions(4n)).toEqual([5, 6]);
});

test("a page that could not be fetched ahead is asked for again, and fails then", async () => {
  const { log, positions } = logOf(9);
  await positions(0n);
  log.isDown = true;
  const [second] = await Promise.allSettled([positions(2n)]);
  expect(second.status).toBe("rejected");
  log.isDown = false;
  expect(await positions(2n)).toEqual([3, 4]);
  expect(await positions(4n)).toEqual([5, 6]);
});

test("four read in order at once, each finding its pages", async () => {
  const { positions } = logOf(40);
  const readers = await Promise.all(
    [0, 1, 2, 3].map(async (reader) => {
      const seen: number[] = [];
      for (let after = reader * 10; after < reader * 10 + 10; after += 2)
        seen.push(...(await positions(BigInt(after))));
      return seen;
    }),
  );
  const all = Array.from({ length: 40 }, (_, index) => index + 1);
  expect(readers.flat()).toEqual(all);
});
