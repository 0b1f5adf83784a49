import { gunzipSync } from "node:zlib";
import type { ItemId } from "@partita/schemas";
import { expect, test } from "vitest";
import { changesSince } from "#api/remembered/changes.ts";
import { keyCharactersMax, memoryKey, slapMemory } from "#api/remembered/slap-memory.ts";

const computer = { actor: "computer:COMP-1", role: "computer" } as const;
const on: readonly ItemId[] = ["computer:COMP-1"];
const ground = { position: 1n, version: 0, on };
const large = {
  status: 200,
  headers: { etag: '"1"' },
  body: Buffer.from("partition ".repeat(9000)),
};

test("who asks, as what, with which scopes, and what, are all part of the question", () => {
  const questions = [
    memoryKey("full", computer, "computer_id=COMP-1"),
    memoryKey("full", computer, "computer_id=COMP-2"),
    memoryKey("request", computer, "computer_id=COMP-1"),
    memoryKey("full", { actor: "person:ada", role: "person" }, "computer_id=COMP-1"),
    memoryKey("full", { actor: "person:ada", role: "auditor" }, "computer_id=COMP-1"),
    memoryKey("full", { ...computer, scopes: ["read"] }, "computer_id=COMP-1"),
  ];
  expect(new Set(questions).size).toBe(questions.length);
  expect(memoryKey("full", computer, "x".repeat(keyCharactersMax))).toBeUndefined();
});

test("a small answer is kept as it is", () => {
  const memory = slapMemory(changesSince(1n));
  memory.keep("key", { ...large, body: Buffer.from("small") }, ground);
  const found = memory.find("key");
  expect([found?.status, found?.headers, found?.packed()]).toEqual([200, large.headers, undefined]);
  expect(found?.whole().toString()).toBe("small");
});

test("a large answer is kept compressed too, and comes back from there", async () => {
  const memory = slapMemory(changesSince(1n), { wholeBytesMax: 10, packedBytesMax: 100_000 });
  memory.keep("key", large, ground);
  await expect.poll(() => memory.find("key")?.packed()).toBeDefined();
  const found = memory.find("key");
  expect(found?.whole()).toEqual(large.body);
  expect(gunzipSync(found?.packed() ?? "")).toEqual(large.body);
});

test("what changed while an answer was compressed makes it worth nothing", async () => {
  const changes = changesSince(1n);
  const memory = slapMemory(changes, { wholeBytesMax: 10, packedBytesMax: 100_000 });
  memory.keep("key", large, ground);
  changes.touch("computer:COMP-1");
  memory.keep("other", large, { ...ground, on: ["computer:COMP-2"], version: changes.version() });
  await expect.poll(() => memory.find("other")?.packed()).toBeDefined();
  expect(memory.find("key")).toBeUndefined();
});
