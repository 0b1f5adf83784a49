import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { entriesOf, keysTouched } from "#projections/inventory/entries-of.ts";
import { recorded } from "#projections/testing/recorded.ts";

test("a movement is one entry, with its quantity in its one form", async () => {
  const posted = a("amount-posted", { quantity: "3.60" });
  const { entries, standings } = entriesOf(await recorded(posted), new Map());
  expect(entries).toMatchObject([
    { position: 1n, index: 0, movement: posted.id, quantity: "3.6", state: "delivered" },
  ]);
  expect(standings.size).toBe(0);
});

test("usage counts once its period is whole, and keeps the period", async () => {
  const usage = a("usage-reported");
  const { entries } = entriesOf(await recorded(usage), new Map());
  const { startsAt, stopsAt } = usage;
  expect(entries).toMatchObject([{ effective: stopsAt, startsAt, stopsAt }]);
});

test("what ends takes back what stood, with its own ends, items and tense", async () => {
  const awarded = a("instance-awarded", { sourceSection: "organisation:rival" });
  const allocated = a("partition-allocated", { detail: { award: awarded.id } });
  const [first, second] = await recorded(awarded, allocated);
  if (first === undefined || second === undefined) throw new Error("two were recorded");
  const before = entriesOf([first], new Map());
  expect(keysTouched([second])).toEqual([awarded.id]);
  const after = entriesOf([second], before.standings);
  expect(after.entries).toMatchObject([
    { index: 0, quantity: "1", state: "delivered", sourceSection: "organisation:hoster" },
    {
      index: 1,
      movement: allocated.id,
      quantity: "-1",
      state: "confirmed",
      sourceSection: "organisation:rival",
      items: awarded.items,
    },
  ]);
  expect(after.standings).toEqual(new Map([[awarded.id, undefined]]));
});

test("the same batch folded at once or one by one makes the same entries", async () => {
  const awarded = a("instance-awarded");
  const log = await recorded(
    ...[
      a("instance-requested"),
      awarded,
      a("partition-allocated", { detail: { award: awarded.id } }),
    ],
  );
  let standings = new Map();
  const single = log.flatMap((one) => {
    const folded = entriesOf([one], standings);
    standings = new Map([...standings, ...folded.standings]);
    return folded.entries;
  });
  expect(entriesOf(log, new Map()).entries).toEqual(single);
});

test("what only tells moves nothing", async () => {
  const told = [a("instance-started"), a("computer-claimed"), a("connection-published")];
  expect(entriesOf(await recorded(...told), new Map()).entries).toEqual([]);
});
