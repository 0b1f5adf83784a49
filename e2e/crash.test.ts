import type { MovementStore, Recorded } from "@partita/ledger";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import type { KeptRows } from "@partita/projections";
import { afterEach, expect, test } from "vitest";
import { atDatabase, caughtUp } from "./testing/at-home.ts";
import { all, expectInvariants } from "./testing/invariants.ts";
import { killablePostgres } from "./testing/killable-postgres.ts";
import { load, type Settled, wishes } from "./testing/load.ts";
import { type PartsAlone, partsAlone } from "./testing/parts-alone.ts";

const wishesMax = 360;
/** How far the load has come when the next kill strikes. */
const strikesAt = [0.2, 0.5, 0.8].map((share) => Math.round(share * wishesMax));

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

async function served(databaseUrl: string): Promise<PartsAlone> {
  const parts = await partsAlone(["api", "projections"], databaseUrl);
  endings.push(parts.end);
  await parts.start();
  return parts;
}

/** Every wish was acknowledged with what the log holds; whoever asks again hears the same. */
async function expectKept(settled: readonly Settled[], log: readonly Recorded[]): Promise<void> {
  expect(settled).toHaveLength(wishesMax);
  const stored = log.map(({ movement }) => movement.id);
  expect(new Set(stored).size).toBe(stored.length);
  const acknowledged = settled.flatMap(({ acknowledgement }) => acknowledgement.movements);
  // Everybody had a token before, and the computer that all supply to was registered.
  const wished = log.filter(({ movement }) => movement.kind !== "token-issued").slice(1);
  expect(acknowledged.toSorted()).toEqual(wished.map(({ movement }) => movement.id).toSorted());
  expect(acknowledged).toHaveLength(wishesMax);
  for (const { wish, acknowledgement } of settled) {
    const again = await wish.send();
    expect(again.movements, wish.key).toEqual(acknowledgement.movements);
  }
}

async function expectSound(found: { store: MovementStore; rows: KeptRows }): Promise<void> {
  await caughtUp(found);
  await expectInvariants(found);
}

test("an API killed under load loses nothing that it acknowledged, nor doubles it", async () => {
  const database = await testDatabase();
  endings.push(database.drop);
  const parts = await served(database.url);
  const running = load(await wishes(parts.as, wishesMax));
  for (const count of strikesAt) {
    await running.reached(count);
    await parts.kill();
    await parts.start();
  }
  const settled = await running.settled;
  // It was in the middle of something each time.
  expect(settled.reduce((sum, { lost }) => sum + lost, 0)).toBeGreaterThan(strikesAt.length);
  await atDatabase(database.url, async (found) => {
    await expectKept(settled, await all(found.store));
    await expectSound(found);
  });
});

/** What a Master says whose database is away: named, to be asked again, and never a fault. */
const notNow = new Set([
  "outcome-unknown",
  "store-unavailable",
  "rows-unavailable",
  "overloaded",
  "projection-behind",
]);

test("a database killed under load is named, and the same API goes on by itself", async () => {
  const postgres = await killablePostgres();
  endings.push(postgres.end);
  const parts = await served(postgres.url);
  const { pid } = parts.started().process;
  const running = load(await wishes(parts.as, wishesMax));
  for (const count of strikesAt.slice(0, 2)) {
    await running.reached(count);
    await postgres.kill();
    await untilRefused(parts);
    await postgres.start();
  }
  const settled = await running.settled;
  const problems = settled.flatMap((one) => one.problems);
  const said = new Set(problems.map(({ status, code }) => `${status} ${code}`));
  expect(problems.length, [...said].join(", ")).toBeGreaterThan(0);
  expect([...said].filter((one) => !notNow.has(one.replace("503 ", "")))).toEqual([]);
  expect(parts.started().process.pid).toBe(pid);
  expect(parts.started().process.exitCode).toBe(null);
  await atDatabase(postgres.url, async (found) => {
    await expectKept(settled, await all(found.store));
    await expectSettledById(parts, await all(found.store), settled);
    await expectSound(found);
  });
});

/** Somebody was told that it cannot be now; before that, the kill has met nobody. */
async function untilRefused(parts: PartsAlone): Promise<void> {
  const asked = async () => {
    const reply = await parts.fetch(`${parts.url}/v1/health`);
    return { status: reply.status, body: await reply.json() };
  };
  let { status, body } = await asked();
  while (status === 200) ({ status, body } = await asked());
  expect([status, notNow.has(body.code)], body.code).toEqual([503, true]);
}

/** What was unknown once is told by its id now. */
async function expectSettledById(
  parts: PartsAlone,
  log: readonly Recorded[],
  settled: readonly Settled[],
): Promise<void> {
  const known = settled.slice(0, 10).flatMap(({ acknowledgement }) => acknowledgement.movements);
  const unknown = settled
    .flatMap(({ problems }) => problems)
    .flatMap(({ facts }) => facts?.command ?? []);
  const commands = new Set([...known.map((id) => id.split("/")[0] ?? ""), ...unknown]);
  for (const command of commands) {
    const told = await parts.as("person:auditor").ask("command-outcome", { command });
    const stored = log.filter(({ movement }) => movement.id.startsWith(`${command}/`));
    expect(told.movements.map(({ id }) => id)).toEqual(stored.map(({ movement }) => movement.id));
  }
}
