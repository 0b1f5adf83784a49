import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { digestInventory } from "#projections/inventory/digest-inventory.ts";
import { inventoryAfter } from "#projections/testing/inventory-after.ts";

const digestAfter = async (...movements: readonly Movement[]) =>
  digestInventory(await inventoryAfter(...movements));
const posted = a("amount-posted");
const other = a("amount-posted", { quantity: "3.61" });

test("the same entries have the same digest, whatever only told of a change", async () => {
  expect(await digestAfter(posted, other)).toBe(await digestAfter(posted, other));
  const told = await digestAfter(posted, other, a("instance-started"));
  expect(told).toBe(await digestAfter(posted, other));
});

test("another quantity, another order or one more is another digest", async () => {
  const digests = [
    await digestAfter(),
    await digestAfter(posted),
    await digestAfter(other),
    await digestAfter(posted, other),
    await digestAfter(other, posted),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

test("more entries than a page are digested to the last", async () => {
  const many = Array.from({ length: 1_001 }, () => a("amount-posted"));
  const last = a("amount-posted", { quantity: "9" });
  expect(await digestAfter(...many)).not.toBe(await digestAfter(...many.slice(0, -1), last));
});
