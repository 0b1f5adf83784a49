import { expect, test } from "vitest";
import { manyLives } from "./many-lives.ts";

test("many lives are one log: ids, revisions and positions as a store has them", async () => {
  const pages = await Array.fromAsync(manyLives(2_000, 300));
  const log = pages.flat();
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, index) => index + 1));
  expect(new Set(log.map(({ movement }) => movement.id)).size).toBe(2_000);
  const last = new Map<string, number>();
  for (const { stream, revision } of log) {
    expect(revision).toBe((last.get(stream) ?? 0) + 1);
    last.set(stream, revision);
  }
  const times = log.map(({ movement }) => movement.recordedAt);
  expect(times).toEqual(times.toSorted());
});
