import { expect, test } from "vitest";
import { bell } from "#ledger/adapters/postgres/bell.ts";

const longTime = 60_000;

test("a sleeper wakes when it is rung for", async () => {
  const door = bell();
  const woken = door.rung(longTime);
  door.ring();
  await woken;
});

test("a ring before the sleep is not lost, and counts once", async () => {
  const door = bell();
  door.ring();
  door.ring();
  await door.rung(longTime);
  const again = await Promise.race([door.rung(longTime), pause(20).then(() => "asleep")]);
  expect(again).toBe("asleep");
  door.ring();
});

test("nobody sleeps longer than asked", async () => {
  await bell().rung(1);
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
