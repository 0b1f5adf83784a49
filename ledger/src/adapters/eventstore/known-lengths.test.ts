import { expect, test } from "vitest";
import { knownLengths } from "#ledger/adapters/eventstore/known-lengths.ts";

test("the longest that was seen is known, whatever is learnt later", () => {
  const lengths = knownLengths();
  expect(lengths.of("one")).toBe(0);
  for (const length of [3, 7, 5]) lengths.learn("one", length);
  expect(lengths.of("one")).toBe(7);
});

test("of very many streams those are forgotten of which nothing was learnt for long", () => {
  const lengths = knownLengths();
  lengths.learn("old", 1);
  lengths.learn("kept", 1);
  for (let index = 0; index < 10_000; index++) lengths.learn(`stream-${index}`, 1);
  lengths.learn("kept", 2);
  for (let index = 10_000; index < 20_000; index++) lengths.learn(`stream-${index}`, 1);
  expect(lengths.of("old")).toBe(0);
  expect(lengths.of("kept")).toBe(2);
});
