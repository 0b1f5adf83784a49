import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

test("every word goes on to the house, and its exit code comes back", async () => {
  const started: unknown[] = [];
  const run = async (...words: unknown[]) => started.push(words) + 6;
  const { exit } = await say(["up", "--once", "--computers", "3"], undefined, { run });
  expect(started).toEqual([["stack/src/main.ts", ["--once", "--computers", "3"]]]);
  expect(exit).toBe(7);
});
