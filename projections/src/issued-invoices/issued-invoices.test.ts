import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { issuedInvoices } from "#projections/issued-invoices/issued-invoices.ts";
import { findInvoice, listInvoices } from "#projections/issued-invoices/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const issued = a("invoice-issued", { recordedAt: "2026-02-01T00:00:01.000Z" });

test("an invoice is kept as it was issued", () =>
  given(issuedInvoices, issued).thenRows({
    "INV-0000000001": { ...issued.detail, issuedAt: "2026-02-01T00:00:01.000Z" },
  }));

test("invoices are listed by seller and buyer, in the order of their issue", async () => {
  const other = a("invoice-issued", {
    recordedAt: "2026-02-01T00:00:00.000Z",
    detail: { invoice: "INV-0000000002", number: 2, buyer: "person:bob" },
  });
  const rows = await rowsAfter(issued, other);
  const list = (filter: Parameters<typeof listInvoices>[1]) =>
    rows.read(async (at) => (await listInvoices(at, filter)).map(({ number }) => number));
  assert.deepEqual(await list({ seller: "organisation:hoster" }), [2, 1]);
  assert.deepEqual(await list({ buyer: "person:ada" }), [1]);
  assert.deepEqual(await list({ seller: "organisation:other" }), []);
  assert.equal(await rows.read((at) => findInvoice(at, "INV-Z")), undefined);
});
