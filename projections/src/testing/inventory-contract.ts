/** What an inventory must answer in each adapter: exact sums, at any date and as known before. */
import { type MovementStore, memoryStore } from "@partita/ledger";
import { a } from "@partita/schemas/testing/a.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HistoryLine, HistoryPlace } from "#projections/inventory/question.ts";
import { catchUpInventory } from "#projections/inventory/run-inventory.ts";
import type { OpenInventory } from "#projections/testing/open-inventory.ts";
import { receivables as ask, dailyPostings as postings } from "#projections/testing/postings.ts";
import { append } from "#projections/testing/recorded.ts";

type World = OpenInventory & { readonly store: MovementStore };

export function inventoryContract(name: string, open: () => Promise<OpenInventory>): void {
  describe(`the inventory in ${name}`, () => {
    let world: World;
    beforeEach(async () => {
      world = { ...(await open()), store: memoryStore() };
    });
    afterEach(() => world.close());
    describe("answers", () => answering(() => world));
    describe("takes the year 0000", () => takingYearZero(() => world));
  });
}

const at = (instant: string) => ({ ...ask, moment: { at: instant } });

function answering(world: () => World): void {
  test("zero at position 0 as long as nothing was taken", async () => {
    const { inventory } = world();
    expect(await inventory.balance(ask)).toEqual({ answer: "0", position: 0n });
    expect(await inventory.list({ ...ask, by: ["resource"], limit: 9 })).toMatchObject({
      answer: [],
    });
    expect(await inventory.history({ ...ask, limit: 9 })).toMatchObject({ answer: [] });
    expect(await inventory.reached(1n, 1)).toBe(false);
  });

  test("a balance at any date, the instant itself included", async () => {
    const { inventory, store } = world();
    await append(store, ...postings(5));
    await catchUpInventory(store, inventory);
    expect(await inventory.balance(ask)).toEqual({ answer: "5", position: 5n });
    expect(await inventory.balance(at("2026-01-03T12:00:00.000Z"))).toMatchObject({ answer: "3" });
    expect(await inventory.balance(at("2026-01-03T11:59:59.999Z"))).toMatchObject({ answer: "2" });
  });

  test("what was known then, when something came late", async () => {
    const { inventory, store } = world();
    const late = { startsAt: "2026-01-02T00:00:00.000Z", quantity: "100" };
    await append(store, ...postings(3), a("amount-posted", late));
    await catchUpInventory(store, inventory);
    const then = { at: "2026-01-02T12:00:00.000Z" };
    expect(await inventory.balance({ ...ask, moment: then })).toMatchObject({ answer: "102" });
    expect(await inventory.balance({ ...ask, moment: { ...then, knownAt: 3n } })).toEqual({
      answer: "2",
      position: 3n,
    });
  });

  test("a position that is not reached yet with the one that is", async () => {
    const { inventory, store } = world();
    await append(store, ...postings(2));
    await catchUpInventory(store, inventory);
    const { position } = await inventory.balance({ ...ask, moment: { knownAt: 99n } });
    expect(position).toBe(2n);
  });

  test("the same pages of a history while movements go on coming", async () => {
    const { inventory, store } = world();
    await append(store, ...postings(5));
    await catchUpInventory(store, inventory);
    const whole = await inventory.history({ ...ask, limit: 9 });
    expect(whole.answer.map(({ balance }) => balance)).toEqual(["1", "2", "3", "4", "5"]);
    const moment = { knownAt: whole.position };
    const pages: HistoryLine[] = [];
    let after: HistoryPlace | undefined;
    for (let page = 1; page <= 3; page++) {
      const { answer } = await inventory.history({
        ...ask,
        moment,
        limit: 2,
        ...(after && { after }),
      });
      pages.push(...answer);
      after = answer.at(-1);
      await append(store, a("amount-posted", { startsAt: "2026-01-01T00:00:00.000Z" }));
      await catchUpInventory(store, inventory);
    }
    expect(pages).toEqual(whole.answer);
  });
}

const first = "0000-01-01T00:00:00.000Z";
const leapDay = "0000-02-29T12:30:00.001Z";
const yearOne = "0001-01-01T00:00:00.000Z";

/** PostgreSQL has no such year, and a log may have it: one such movement must not stop the rest. */
function takingYearZero(world: () => World): void {
  const posted = [first, leapDay, "0000-12-31T23:59:59.999Z", yearOne].map((startsAt) =>
    a("amount-posted", { quantity: "1", startsAt }),
  );
  beforeEach(async () => {
    const { inventory, store } = world();
    const closed = { quantity: "1", startsAt: first, stopsAt: leapDay, recordedAt: first };
    await append(store, ...posted, a("amount-posted", closed), ...postings(1));
    await catchUpInventory(store, inventory);
  });

  test.each([
    [{}, "6"],
    [{ at: first }, "1"],
    [{ at: leapDay }, "3"],
    [{ at: yearOne }, "5"],
    [{ from: first }, "6"],
    [{ from: leapDay }, "5"],
    [{ from: yearOne }, "2"],
    [{ until: first }, "0"],
    [{ until: leapDay }, "1"],
    [{ until: yearOne }, "4"],
    [{ from: yearOne, until: first }, "0"],
    [{ from: first, until: yearOne, at: leapDay }, "3"],
  ])("in %j", async ({ at, ...period }: Asked, sum) => {
    const { inventory } = world();
    const filters = { ...ask.filters, ...period };
    const question = { ...ask, filters, moment: at === undefined ? {} : { at } };
    expect(await inventory.balance(question)).toMatchObject({ answer: sum });
    const byKind = { ...question, filters: { ...filters, kind: "amount-posted" } } as const;
    expect(await inventory.balance(byKind)).toMatchObject({ answer: sum });
    const opening = period.from === yearOne && period.until !== first ? 4 : 0;
    const { answer } = await inventory.history({ ...question, limit: 9 });
    expect(answer).toHaveLength(period.from === leapDay ? 5 : Number(sum));
    if (opening > 0) expect(answer[0]?.balance).toBe(`${opening + 1}`);
  });

  test("and gives it back as it was, page by page and by month and day", async () => {
    const { inventory } = world();
    const entries = await inventory.entries({ position: 0n, index: 0 }, 9);
    expect(entries.map(({ startsAt }) => startsAt)).toEqual([
      ...posted.map(({ startsAt }) => startsAt),
      first,
      undefined,
    ]);
    expect(entries[4]).toMatchObject({ effective: leapDay, stopsAt: leapDay, recordedAt: first });
    const [, after] = (await inventory.history({ ...ask, limit: 2 })).answer;
    if (after === undefined) throw new Error("there are more lines than one");
    const { answer } = await inventory.history({ ...ask, limit: 2, after });
    expect(answer.map(({ effective }) => effective)).toEqual([leapDay, posted[2]?.startsAt]);
    const by = ["resource", "month", "day"] as const;
    const groups = (await inventory.list({ ...ask, by, limit: 2 })).answer;
    expect(groups.map(({ key, quantity }) => [...key.slice(1), quantity])).toEqual([
      ["0000-01", "0000-01-01", "1"],
      ["0000-02", "0000-02-29", "2"],
    ]);
  });
}

type Asked = { readonly at?: string; readonly from?: string; readonly until?: string };
