import fc from "fast-check";
import { expect, test } from "vitest";
import { streamStates } from "#ledger/stream-states.ts";

const at = (revision: number) => ({ state: `after ${revision}`, revision });

test("a stream is remembered as it was kept last", () => {
  const states = streamStates();
  expect(states.find("one")).toBeUndefined();
  states.keep("one", at(1));
  states.keep("one", at(2));
  expect(states.find("one")).toEqual(at(2));
});

test("the stream that was not asked for the longest is forgotten first", () => {
  const states = streamStates(30);
  for (const stream of ["one", "two", "three"]) states.keep(stream, at(9));
  states.find("one");
  states.keep("four", at(9));
  const kept = ["one", "two", "three", "four"].filter((stream) => states.find(stream));
  expect(kept).toEqual(["one", "three", "four"]);
});

test("a stream larger than all that may be kept is kept alone", () => {
  const states = streamStates(30);
  states.keep("small", at(1));
  states.keep("large", at(1_000));
  expect([states.find("small"), states.find("large")]).toEqual([undefined, at(1_000)]);
  states.keep("small", at(1));
  expect([states.find("small"), states.find("large")]).toEqual([at(1), undefined]);
});

test("what is remembered stays within bounds, whatever is kept", () => {
  const stream = fc.integer({ min: 0, max: 9 }).map(String);
  const kept = fc.record({ stream, revision: fc.integer({ min: 0, max: 40 }) });
  fc.assert(
    fc.property(fc.array(kept, { minLength: 1, maxLength: 100 }), (all) => {
      const states = streamStates(50);
      for (const one of all) states.keep(one.stream, at(one.revision));
      const found = [...Array(10).keys()].flatMap((name) => states.find(`${name}`) ?? []);
      expect(found.reduce((sum, { revision }) => sum + revision + 1, 0)).toBeLessThanOrEqual(50);
      expect(states.find(all.at(-1)?.stream ?? "")).toEqual(at(all.at(-1)?.revision ?? 0));
    }),
  );
});
