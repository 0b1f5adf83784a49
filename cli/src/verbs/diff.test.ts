import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const says = "instance status my-guestbook: phase requested → started";
const change = {
  projection: "instance-status",
  key: "INST-0000000001",
  change: "changed" as const,
  says,
  fields: [{ field: "phase", before: "requested", after: "started" }],
};
const answer = { changes: [change], fromPosition: "12", position: "30" };

const asked = async (...words: string[]) => {
  await using master = await fakeMaster({ changes: answer });
  const said = await say(["diff", ...words], master.url);
  const search = new URL(`http://m${master.heard[0]?.path ?? "/"}`).searchParams;
  return { ...said, search: Object.fromEntries(search) };
};

test("each change is a sentence", async () => {
  expect((await asked("12")).printed).toBe(says);
  expect(JSON.parse((await asked("12", "--json")).printed)).toEqual(change);
});

test("positions are what was known, instants what was true, unless one says --known", async () => {
  const [january, february] = ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"];
  expect((await asked("12", "20")).search).toEqual({ fromKnownAt: "12", knownAt: "20" });
  expect((await asked("2026-01-01", "2026-02-01")).search).toEqual({
    fromAt: january,
    at: february,
  });
  expect((await asked("2026-01-01", "2026-02-01", "--known")).search).toEqual({
    fromKnownAt: january,
    knownAt: february,
  });
  expect((await asked("12", "--of", "open-offers")).search).toEqual({
    fromKnownAt: "12",
    projection: "open-offers",
  });
});

test("it asks on until it has all, at the position where it began", async () => {
  let pages = 0;
  const next = () => {
    pages += 1;
    return pages < 3 ? { ...answer, next: `instance-status ${pages}` } : answer;
  };
  await using master = await fakeMaster({ changes: next });
  const { printed } = await say(["diff", "12"], master.url);
  expect(printed.split("\n")).toHaveLength(3);
  const searches = master.heard.map(({ path }) => new URL(`http://m${path}`).search);
  expect(searches).toEqual([
    "?fromKnownAt=12",
    "?fromKnownAt=12&after=instance-status+1&knownAt=30",
    "?fromKnownAt=12&after=instance-status+2&knownAt=30",
  ]);
});

test("what was cut off, and that there is nothing, is told", async () => {
  await using full = await fakeMaster({ changes: { ...answer, next: "open-offers x" } });
  expect((await say(["diff", "12", "--limit", "1"], full.url)).told).toContain("first 1 changes");
  await using same = await fakeMaster({ changes: { ...answer, changes: [] } });
  expect((await say(["diff", "12"], same.url)).told).toBe("Nothing became different.");
});

test.each([
  [["yesterday"], "A moment is a position in the log"],
  [["1", "--limit", "0"], "--limit is a number"],
])("%j is told what to write", async (words, message) => {
  const { exit, told } = await asked(...words);
  expect([exit, told]).toEqual([2, expect.stringContaining(message)]);
});
