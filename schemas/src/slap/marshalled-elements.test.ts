import { expect, test } from "vitest";
import { type Frame, finish, isScalar } from "#schemas/slap/marshalled-elements.ts";

const frame = (name: string, changes: Partial<Frame> = {}): Frame => ({
  ...{ name, attributes: new Map(), text: "", values: [], weight: 1 },
  ...changes,
});

test("texts stand in scalars, values in everything else", () => {
  expect(["int", "string", "list", "none", "toString"].map(isScalar)).toEqual([
    ...[true, true, false, false, false],
  ]);
});

test.each([
  ["1e3", 1000],
  ["-.5", -0.5],
  [" NaN ", Number.NaN],
  ["-inf", Number.NEGATIVE_INFINITY],
])("the float %s is read", (text, value) => {
  expect(finish(frame("float", { text }))).toEqual({ value: { type: "float", value } });
});

test("a float of a million digits that is none is refused at once", () => {
  const text = `${"1".repeat(1_000_000)}x`;
  expect(finish(frame("float", { text }))).toEqual({ fault: "float holds no number" });
});

test("of a key that comes twice the later value holds", () => {
  const values = ["a", 1, "a", 2];
  expect(finish(frame("dictionary", { values }))).toEqual({ value: new Map([["a", 2]]) });
});
