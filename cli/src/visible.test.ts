import { expect, test } from "vitest";
import { visible } from "./visible.ts";

test.each([
  ["an escape sequence", "\u001b[2J", "␛[2J"],
  ["a line feed", "a\nb", "a␊b"],
  ["a delete", "\u007f", "␡"],
  ["a C1 control", "\u009b31m", "\ufffd31m"],
  ["a right-to-left override", "\u202eevil", "\ufffdevil"],
])("%s is shown, not obeyed", (_, text, expected) => {
  expect(visible(text)).toBe(expected);
});

test("ordinary text of any script stays as it is", () => {
  expect(visible("Größe 東京 → 🦊")).toBe("Größe 東京 → 🦊");
});
