import { expect, test } from "vitest";
import { tendSoftware } from "./software-loop.ts";
import { aWorld, away, refusal, release, type Script } from "./testing/a-world.ts";
import { troublesAt } from "./troubles.ts";

const softwareRelease = "https://software.example/web/software.json";
const supplied = { softwareRelease, state: "available", reported: "waiting" } as const;
const sources = { [softwareRelease]: JSON.stringify(release) };

function loop(script: Script) {
  const bench = aWorld(script);
  const troubles = troublesAt(bench.world.now);
  const run = (duty: Parameters<typeof tendSoftware>[2][number] = supplied) =>
    tendSoftware(bench.world, troubles, [duty], new Set());
  const reported = () => bench.told.map(({ state, message }) => [state, message]);
  return { ...bench, run, reported };
}

test("what is supplied is built, reported, and only then complete", async () => {
  const { run, reported, shelf } = loop({ sources });
  await run();
  expect(reported()).toEqual([
    ["building", undefined],
    ["available", undefined],
  ]);
  expect(shelf.get(softwareRelease)?.completed).toBe(true);
});

test("a report that is lost leaves the installation unfinished, to be made again", async () => {
  const answer = (_: string, detail: object) => {
    if ("state" in detail && detail.state === "available") throw away();
    return {};
  };
  const { run, shelf } = loop({ sources, answer });
  await expect(run()).rejects.toThrow("no Master answers");
  expect(shelf.get(softwareRelease)?.completed).toBe(false);
});

test("a failure is reported once, however often it is tried", async () => {
  const install = () => {
    throw new Error("no space");
  };
  const { run, reported, state } = loop({ sources, install });
  await run();
  state.now += 100_000;
  await run();
  expect(reported()).toEqual([
    ["building", undefined],
    ["failed", "no space"],
    ["building", undefined],
  ]);
});

test.each([
  ["missing", {}, /cannot be read/],
  ["malformed", { [softwareRelease]: "{" }, /is not JSON/],
  [
    "of an unknown driver",
    { [softwareRelease]: describe({ driver: "vm" }) },
    /driver vm; known: process/,
  ],
  [
    "with a changed file",
    {
      [softwareRelease]: describe({ files: { "a b": "0".repeat(64) } }),
      "https://software.example/web/a%20b": "changed",
    },
    /a b has the SHA-256 .*description says 000/,
  ],
])("a description that is %s fails with its reason", async (_, files, message) => {
  const { run, reported } = loop({ sources: files });
  await run();
  expect(reported().at(-1)).toEqual(["failed", expect.stringMatching(message)]);
});

test("a Master that refuses the report of a failure does not end the pass", async () => {
  const { run, done } = loop({
    answer: () => {
      throw refusal("no-such-software");
    },
  });
  await run();
  expect(done.at(-1)).toMatch(/^report refused .* no-such-software$/);
});

test("what is not wanted any more is removed, and that is reported", async () => {
  const { run, reported, shelf, world } = loop({});
  world.shelf.complete(softwareRelease, release);
  await run({ softwareRelease, state: "destroyed", reported: "available" });
  expect(shelf.size).toBe(0);
  expect(reported()).toEqual([["destroyed", undefined]]);
});

function describe(changes: object): string {
  return JSON.stringify({ ...release, ...changes });
}
