import { expect, test } from "vitest";
import { elapsed } from "./elapsed.ts";

test.each([
  [0, "0.000 s"],
  [412, "0.412 s"],
  [59_999, "59.999 s"],
  [123_000, "2 min 03 s"],
  [3_900_000, "1 h 05 min"],
])("%d milliseconds read %s", (milliseconds, text) => {
  expect(elapsed(milliseconds)).toBe(text);
});
