import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

test("addresses go on to the program that copies, and its exit code comes back", async () => {
  const started: unknown[] = [];
  const run = async (...words: unknown[]) => started.push(words);
  const words = ["--from", "postgres://old/log", "--to", "esdb://new:2113"];
  const { exit } = await say(["copy", ...words], undefined, { run });
  expect(started).toEqual([["stack/src/main-copy.ts", words]]);
  expect(exit).toBe(1);
});

test("its help says what may be run again, and what is proven", async () => {
  const { printed, exit } = await say(["copy", "--help"], undefined);
  expect(exit).toBe(0);
  const text = printed.replace(/\s+/g, " ");
  expect(text).toContain("goes on where it was");
  expect(text).toContain("root of their Merkle tree");
});
