import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { momentText } from "./moment.ts";
import { say } from "./testing/say.ts";
import { verbs } from "./verbs/registry.ts";

const answer = { usage: [], position: "30" };
const asked = async (...words: string[]) => {
  await using master = await fakeMaster({ "usage-by-period": answer });
  const said = await say(["usage", ...words], master.url);
  const search = new URL(`http://m${master.heard[0]?.path}`).searchParams;
  return { ...said, search: Object.fromEntries(search) };
};

test("a moment goes into every question, and is told with the answer", async () => {
  const { search, told } = await asked("--at", "2026-01-31", "--known-at", "20");
  expect(search).toEqual({ at: "2026-01-31T00:00:00.000Z", knownAt: "20" });
  expect(told).toBe("(true at 2026-01-31T00:00:00.000Z, as known at 20, up to position 30)");
});

test("what was known may be told by an instant", async () => {
  const { search } = await asked("--known-at", "2026-01-31T12:00:00+01:00");
  expect(search).toEqual({ knownAt: "2026-01-31T11:00:00.000Z" });
});

test("without a moment nothing is told of it", async () => {
  expect(await asked()).toMatchObject({ search: {}, told: "" });
  expect(momentText({}, answer)).toBeUndefined();
});

test.each([
  ["--at", "yesterday", "--at reads 2026-01-31 or 2026-01-31T12:00:00Z"],
  ["--at", "20", "--at reads 2026-01-31"],
  ["--known-at", "yesterday", "--known-at reads a position in the log, or 2026-01-31"],
])("%s %s is told what to write", async (option, text, message) => {
  const { exit, told } = await asked(option, text);
  expect([exit, told]).toEqual([2, expect.stringContaining(message)]);
});

test("the log has no --at, and a command no moment", async () => {
  const log = await say(["movements", "--at", "2026-01-31"], undefined);
  expect(log).toMatchObject({ exit: 2, told: expect.stringContaining("has no option --at") });
  const closing = await say(["invoice", "close", "--at", "2026-01-31"], "http://127.0.0.1:9");
  expect(closing).toMatchObject({ exit: 2, told: expect.stringContaining("in the past") });
});

test("every verb that shows rows takes a moment", () => {
  const taking = verbs.filter(({ moments }) => moments === "any").map(({ name }) => name);
  expect(taking).toEqual(expect.arrayContaining(["status", "trace", "usage", "invoice"]));
});
