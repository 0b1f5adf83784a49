import assert from "node:assert/strict";
import { type MovementStore, memoryStore, sender } from "@partita/ledger";
import { type Invoice, millisecondsBetween, type NodeId, plus } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import fc from "fast-check";
import { describe, test } from "vitest";
import { amountOf, amountOfHosting, partsPerUnit } from "./exact.ts";
import { invoicesFor } from "./invoice.ts";
import { anyLife, awards, type Life, seenAt } from "./testing/life.ts";

const seller: NodeId = "organisation:hoster";
const minuteMilliseconds = 60_000;

async function invoicesOf(store: MovementStore): Promise<readonly Invoice[]> {
  const past = await store.read("account", seller);
  return past.flatMap(({ movement }) =>
    movement.kind === "invoice-issued"
      ? [{ ...movement.detail, issuedAt: movement.recordedAt }]
      : [],
  );
}

/** Closes and bills a life through the account's own decider, which refuses to bill twice. */
async function billed(life: Life): Promise<readonly Invoice[]> {
  const store = memoryStore();
  const send = sender(store);
  for (const stopsAt of life.closings) {
    const closed = await send(
      ask("close-period", { streamId: seller, at: stopsAt, detail: { stopsAt } }),
    );
    assert.ok("recorded" in closed);
    const closing = { id: closed.recorded[0]?.movement.id ?? "", seller, stopsAt };
    const seen = new Date(Date.parse(stopsAt) + life.minutesLag * minuteMilliseconds);
    const usage = seenAt(life, seen.toISOString());
    const invoices = await invoicesOf(store);
    for (const detail of invoicesFor(closing, { usage, awards, invoices }).drafts) {
      const outcome = await send(ask("issue-invoice", { streamId: seller, at: stopsAt, detail }));
      assert.ok("recorded" in outcome && outcome.recorded.length === 2);
    }
  }
  return invoicesOf(store);
}

const property = (holds: (invoices: readonly Invoice[], life: Life) => void) =>
  fc.assert(
    fc.asyncProperty(anyLife, async (life) => holds(await billed(life), life)),
    { numRuns: 200 },
  );

const linesOf = (invoices: readonly Invoice[]) => invoices.flatMap(({ lines }) => lines);

describe("over any life and any closings", () => {
  test("every usage movement is billed exactly once", () =>
    property((invoices, { rows }) => {
      const usage = rows.filter(({ row }) => row.resource !== "software-hosting");
      assert.deepEqual(
        linesOf(invoices)
          .flatMap(({ movements }) => movements)
          .toSorted(),
        usage.map(({ row }) => row.movement).toSorted(),
      );
    }));

  test("every moment of hosting is billed exactly once", () =>
    property((invoices, { rows }) => {
      const hosted = (some: readonly { startsAt: string; stopsAt?: string; resource: string }[]) =>
        some
          .filter(({ resource }) => resource === "software-hosting")
          .reduce((sum, one) => sum + millisecondsBetween(one.startsAt, one.stopsAt ?? ""), 0);
      // The account refuses ranges that overlap, so that equal sums are equal ranges.
      assert.equal(hosted(linesOf(invoices)), hosted(rows.map(({ row }) => row)));
    }));

  test("the lines of an invoice sum to its total", () =>
    property((invoices) => {
      for (const { lines, total } of invoices)
        assert.equal(plus(...lines.map(({ amount }) => amount)), plus("0", total));
    }));

  test("every line costs quantity × price to less than a cent", () =>
    property((invoices) => {
      for (const line of linesOf(invoices)) {
        const exact =
          line.resource === "software-hosting"
            ? amountOfHosting(line, line.unitPrice)
            : amountOf(line.quantity, line.unitPrice);
        const off = amountOf(line.amount, "1") - exact;
        const cent = partsPerUnit / 100n;
        assert.ok(-cent < off && off < cent);
      }
    }));

  test("numbers count up from 1 without a gap", () =>
    property((invoices) => {
      assert.deepEqual(
        invoices.map(({ number }) => number),
        invoices.map((_, index) => index + 1),
      );
    }));
});
