import { expect, test } from "vitest";
import { briefMemory } from "#api/brief-memory.ts";
import { identitiesRememberedMax, identityMillisecondsMax } from "#api/limits.ts";

/** A memory with a clock of the test's own, and how often each key was looked up. */
function aMemory() {
  let now = 0;
  const looked: string[] = [];
  const memory = briefMemory<string | undefined>(() => now);
  memory.confirm(0);
  const recall = (key: string, value: string | undefined = `${key} is known`) =>
    memory.recall(key, async () => {
      looked.push(key);
      return value;
    });
  return { memory, looked, recall, pass: (milliseconds: number) => (now += milliseconds) };
}

test("what was just looked up is not looked up again", async () => {
  const { looked, recall } = aMemory();
  expect([await recall("ada"), await recall("ada")]).toEqual(["ada is known", "ada is known"]);
  expect(looked).toEqual(["ada"]);
});

test("what has come, and is believed, is there without asking", async () => {
  const { memory, recall, pass } = aMemory();
  const asked = recall("ada");
  expect(memory.peek("ada")).toBeUndefined();
  await asked;
  expect(memory.peek("ada")).toBe("ada is known");
  expect(memory.peek("bob")).toBeUndefined();
  pass(identityMillisecondsMax + 1);
  expect(memory.peek("ada")).toBeUndefined();
});

test("those who ask at once share one look", async () => {
  const { looked, recall } = aMemory();
  await Promise.all([recall("ada"), recall("ada")]);
  expect(looked).toEqual(["ada"]);
});

test("nothing is believed for longer than a moment, however often it is confirmed", async () => {
  const { memory, looked, recall, pass } = aMemory();
  await recall("ada");
  pass(identityMillisecondsMax + 1);
  memory.confirm(memory.now());
  await recall("ada");
  expect(looked).toEqual(["ada", "ada"]);
});

test("nothing is believed while nobody looks for what has ended", async () => {
  const { looked, recall, pass } = aMemory();
  pass(identityMillisecondsMax + 1);
  await recall("ada");
  await recall("ada");
  expect(looked).toEqual(["ada", "ada"]);
});

test("what is denied is looked up anew, and denied to those who were looking", async () => {
  const { memory, looked, recall } = aMemory();
  const slow = recall("ada");
  memory.deny("ada");
  await slow;
  expect(memory.isDenied("ada")).toBe(true);
  await recall("ada");
  expect(looked).toEqual(["ada", "ada"]);
  expect(memory.isDenied("bob")).toBe(false);
});

test("that nobody is known is not remembered, and neither is a failure", async () => {
  const { memory, looked, recall } = aMemory();
  await memory.recall("nobody", async () => undefined);
  await recall("nobody");
  const failing = memory.recall("ada", () => Promise.reject(new Error("away")));
  await expect(failing).rejects.toThrow("away");
  await recall("ada");
  expect(looked).toEqual(["nobody", "ada"]);
});

test("a limited number is remembered, the latest", async () => {
  const { looked, recall } = aMemory();
  for (let index = 0; index <= identitiesRememberedMax; index++) await recall(`${index}`);
  looked.length = 0;
  await recall("0");
  await recall(`${identitiesRememberedMax}`);
  expect(looked).toEqual(["0"]);
});
