import assert from "node:assert/strict";
import { test } from "vitest";
import type { StoredMovement, Upcaster } from "./movements/upcasters/define.ts";
import { upcasters } from "./movements/upcasters/registry.ts";
import { a } from "./testing/a.ts";
import { upcast, upcastBy } from "./upcast.ts";

const counted = (from: string, to: string): Upcaster => ({
  kinds: ["period-closed"],
  says: `What was counted in ${from} is counted in ${to}.`,
  upcast: (stored: StoredMovement) =>
    stored.resource === from ? { ...stored, resource: to } : stored,
});
const twice = upcastBy([counted("JPY", "USD"), counted("USD", "EUR")]);

test("a shape goes through every step that came after it", () => {
  assert.equal(twice(a("period-closed", { resource: "JPY" })).resource, "EUR");
  assert.equal(twice(a("period-closed", { resource: "USD" })).resource, "EUR");
});

test("a movement of another kind, or of today's shape, comes back as it is", () => {
  const others = [a("invoice-issued", { resource: "JPY" }), a("period-closed")];
  for (const movement of others) assert.equal(twice(movement), movement);
});

test("each upcaster leaves today's example as it is", () => {
  for (const kind of upcasters.flatMap(({ kinds }) => kinds)) {
    const movement = a(kind);
    assert.equal(upcast(movement), movement, kind);
  }
});

test("each upcaster says in one sentence what became of the old shape", () => {
  for (const { says } of upcasters) assert.match(says, /^[A-Z][^\n]+\.$/);
});
