import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

test("moments go on to the program that replays, and its exit code comes back", async () => {
  const started: unknown[] = [];
  const run = async (...words: unknown[]) => started.push(words);
  const words = ["--at", "2026-01-01T00:00:00.000Z", "--known-at", "7"];
  const { exit } = await say(["replay", ...words], undefined, { run });
  expect(started).toEqual([["stack/src/main-replay.ts", words]]);
  expect(exit).toBe(1);
});
