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
