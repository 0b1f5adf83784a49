import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { entriesOf } from "#projections/inventory/entries-of.ts";
import type { ListQuestion } from "#projections/inventory/question.ts";
import { grouped, historyIn, linesOf, matching, sumOf } from "#projections/inventory/sums.ts";
import { recorded } from "#projections/testing/recorded.ts";

const day = (number: number) => `2026-01-0${number}T00:00:00.000Z`;
const posted = (number: number, quantity: string) =>
  a("amount-posted", { quantity, recordedAt: day(number) });
const node = "account:receivable";
const ask = { filters: { resource: "EUR", node }, stock: "current", moment: {} } as const;

async function lines() {
  const log = await recorded(posted(1, "1"), posted(2, "0.1"), posted(3, "0.2"), a("capacity-set"));
  return entriesOf(log, new Map()).entries.flatMap(linesOf);
}

test("what the source loses the destination gains, each seeing the other", async () => {
  const [from, to] = await lines();
  expect([from?.quantity, to?.quantity]).toEqual(["-1", "1"]);
  expect([from?.mirrorNode, to?.mirrorNode]).toEqual([to?.node, from?.node]);
});

test("sums are exact, and of what matches only", async () => {
  const all = await lines();
  expect(sumOf(matching(all, ask))).toBe("1.3");
  const period = { ...ask.filters, from: day(2), until: day(3) };
  expect(sumOf(matching(all, { ...ask, filters: period }))).toBe("0.1");
  expect(sumOf(matching(all, { ...ask, moment: { at: day(2) } }))).toBe("1.1");
  expect(sumOf(matching(all, { ...ask, moment: { knownAt: 1n } }))).toBe("1");
});

test("groups come in the order of their keys, without those that are zero", async () => {
  const question: ListQuestion = { ...ask, filters: {}, by: ["resource", "node"], limit: 9 };
  const all = await lines();
  expect(grouped(all, question)).toEqual([
    { key: ["EUR", "account:receivable"], quantity: "1.3" },
    { key: ["EUR", "account:revenue"], quantity: "-1.3" },
    { key: ["partition", "network:COMP-1"], quantity: "2" },
    { key: ["partition", "organisation:hoster"], quantity: "-2" },
  ]);
  expect(grouped(all, { ...question, by: ["resource"] })).toEqual([]);
  const after = { ...question, after: ["EUR", "account:revenue"], limit: 1 };
  expect(grouped(all, after).map(({ key }) => key[1])).toEqual(["network:COMP-1"]);
});

test("a line counts in the group of each of its items", async () => {
  const [usage] = await recorded(a("usage-reported"));
  if (usage === undefined) throw new Error("one was recorded");
  const all = entriesOf([usage], new Map()).entries.flatMap(linesOf);
  const filters = { node: usage.movement.source };
  const question: ListQuestion = { ...ask, filters, by: ["item"], limit: 9 };
  expect(grouped(all, question).map(({ key }) => key[0])).toEqual(usage.movement.items.toSorted());
});

test("a history of a period goes on from the balance before it", async () => {
  const filters = { ...ask.filters, from: day(2) };
  const page = historyIn(await lines(), { ...ask, filters, limit: 9 });
  expect(page.map(({ quantity, balance }) => [quantity, balance])).toEqual([
    ["0.1", "1.1"],
    ["0.2", "1.3"],
  ]);
});
