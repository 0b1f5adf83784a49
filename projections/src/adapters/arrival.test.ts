import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { arrival } from "#projections/adapters/arrival.ts";

/** A checkpoint that is moved by hand, and counts how often it is looked at. */
function checkpointAt(start: bigint) {
  const kept = { position: start, looks: 0, isAway: false };
  const waiting = arrival(async () => {
    kept.looks += 1;
    if (kept.isAway) throw new Error("the database is away");
    return kept.position;
  });
  return { kept, waiting };
}

test("what was heard of a moment ago is not looked for again", async () => {
  const { kept, waiting } = checkpointAt(5n);
  for (const position of [5n, 4n, 5n]) expect(await waiting.reached(position, 0)).toBe(true);
  expect(kept.looks).toBe(1);
});

test("what this process moved wakes whoever waits", async () => {
  const { waiting } = checkpointAt(5n);
  const reached = waiting.reached(7n, 5_000);
  await sleep(0);
  waiting.arrivedAt(7n);
  expect(await reached).toBe(true);
});

test("what this process moved while it was looked at is not waited for", async () => {
  const { waiting } = checkpointAt(5n);
  const reached = waiting.reached(6n, 0);
  waiting.arrivedAt(6n);
  expect(await reached).toBe(true);
});

test("what another process moved is noticed", async () => {
  const { kept, waiting } = checkpointAt(5n);
  const reached = waiting.reached(6n, 5_000);
  kept.position = 6n;
  expect(await reached).toBe(true);
});

test("what a crash of the server took away is not believed for longer than a look", async () => {
  const { kept, waiting } = checkpointAt(5n);
  expect(await waiting.reached(5n, 0)).toBe(true);
  kept.position = 3n;
  await sleep(250);
  expect(await waiting.reached(5n, 10)).toBe(false);
  expect(await waiting.reached(3n, 0)).toBe(true);
});

test("whoever waits when it is closed has not reached it, nor who comes later", async () => {
  const { waiting } = checkpointAt(5n);
  const reached = waiting.reached(6n, 5_000);
  await sleep(0);
  waiting.close();
  expect(await reached).toBe(false);
  expect(await waiting.reached(6n, 5_000)).toBe(false);
});

test("a database that is away is a fault for who asks, and a wait for who waits", async () => {
  const { kept, waiting } = checkpointAt(5n);
  const reached = waiting.reached(6n, 5_000);
  await sleep(0);
  kept.isAway = true;
  await expect(waiting.reached(7n, 0)).rejects.toThrow("away");
  await sleep(250);
  Object.assign(kept, { isAway: false, position: 6n });
  expect(await reached).toBe(true);
});
