import { expect, test } from "vitest";
import { resolveParameters } from "./resolve-parameters.ts";

const type = {
  parameters: {
    greeting: { default: "Welcome" },
    size: { required: true, pattern: "[0-9]+" },
    note: {},
  },
};

test.each([
  [{ size: "3" }, { greeting: "Welcome", size: "3", note: "" }],
  [
    { size: "3", greeting: "Hi", note: "n" },
    { greeting: "Hi", size: "3", note: "n" },
  ],
])("%o becomes %o", (requested, resolved) => {
  expect(Object.fromEntries(resolveParameters(type, requested))).toEqual(resolved);
});

test.each([
  [{}, /size is required/],
  [{ size: "3x" }, /size does not match \[0-9\]\+/],
  [{ size: "3\n4" }, /size does not match/],
  [{ size: "3", colour: "red" }, /colour is unknown \(known: greeting, size, note\)/],
  [{ size: "3", toString: "red" }, /toString is unknown/],
])("%o does not fit, and the message says why", (requested, message) => {
  expect(() => resolveParameters(type, requested)).toThrow(message);
});

test("a value that does not fit is not repeated in the message", () => {
  expect(() => resolveParameters(type, { size: "hunter2" })).not.toThrow(/hunter2/);
});
