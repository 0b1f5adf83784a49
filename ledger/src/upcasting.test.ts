import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  movementKinds,
  type StoredMovement,
  upcastBy,
  upcast as upcastToToday,
} from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { deciders } from "#ledger/deciders.ts";
import type { MovementStore } from "#ledger/store/store.ts";
import { storeContract } from "#ledger/testing/store-contract.ts";
import { upcasting } from "#ledger/upcasting.ts";

const old = a("period-closed", { resource: "EUR" });
const other = a("period-closed");

/** As if periods had been counted in euro once. */
const upcast = upcastBy([
  {
    kinds: ["period-closed"],
    says: "A period is counted in periods.",
    upcast: (stored: StoredMovement) =>
      stored.resource === "EUR" ? { ...stored, resource: "period" } : stored,
  },
]);

async function withOld(): Promise<{ raw: MovementStore; store: MovementStore }> {
  const raw = memoryStore();
  await raw.append("account", "organisation:hoster", 0, [old]);
  await raw.append("account", "organisation:hoster", 1, [other]);
  return { raw, store: upcasting(raw, upcast) };
}

const resourcesOf = (recorded: readonly { movement: { resource: string } }[]) =>
  recorded.map(({ movement }) => movement.resource);

test("a stream, the log and a command's movements are read in today's shape", async () => {
  const { raw, store } = await withOld();
  const today = ["period", "period"];
  assert.deepEqual(resourcesOf(await store.readAll(0n, 10)), today);
  assert.deepEqual(resourcesOf(await store.read("account", "organisation:hoster")), today);
  assert.deepEqual(resourcesOf(await store.read("account", "organisation:hoster", 1)), ["period"]);
  const command = old.id.replace("/0", "");
  assert.deepEqual(resourcesOf(await store.writtenBy(command)), ["period"]);
  assert.deepEqual(resourcesOf(await raw.readAll(0n, 10)), ["EUR", "period"]);
});

test("the first answer to a repeated command is told in today's shape", async () => {
  const { store } = await withOld();
  const appended = await store.append("account", "organisation:hoster", 2, [old]);
  assert.ok(appended.status === "repeated");
  assert.deepEqual(resourcesOf(appended.recorded), ["period"]);
});

test("what has today's shape is handed on as it is", async () => {
  const { raw, store } = await withOld();
  const [, stored] = await raw.readAll(0n, 10);
  const [, read] = await store.readAll(0n, 10);
  assert.equal(read, stored);
});

const requested = a("instance-requested");
const fixtures = join(import.meta.dirname, "../../schemas/fixtures/stored");

test.each(globSync("*/*.json", { cwd: fixtures }))("its decider takes what %s says", (path) => {
  const { movements } = JSON.parse(readFileSync(join(fixtures, path), "utf8"));
  for (const stored of movements) {
    const movement = upcastToToday(stored);
    const declared = movementKinds.find(({ kind }) => kind === movement.kind);
    assert.ok(declared !== undefined);
    const { evolve, initial } = deciders[declared.stream];
    // The registry pairs each kind with its decider, which a lookup by name forgets.
    const arms = evolve as unknown as Record<string, (...given: unknown[]) => unknown>;
    // What happens to an instance happens to one that was requested.
    const isOfTree = declared.stream === "instance-tree";
    const state = isOfTree ? arms["instance-requested"]?.(initial, requested) : initial;
    assert.ok(arms[declared.kind]?.(state, movement) !== undefined);
  }
});

storeContract("upcasting", async () => {
  const store = upcasting(memoryStore());
  return { store, other: store, close: async () => {} };
});
