import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { findingText, sourceRule } from "./rule.ts";

test("a finding names its file, and its line if there is one", () => {
  expect(findingText({ path: "a.ts", line: 3, says: "is odd" })).toBe("a.ts:3 is odd");
  expect(findingText({ path: "a.ts", says: "is odd" })).toBe("a.ts is odd");
});

test("a rule for sources sees each of them, and no other file", () => {
  const seen = sourceRule("all is seen", () => [{ says: "is seen" }]);
  const files = { "ledger/src/a.ts": "", "ledger/package.json": "{}", "vitest.config.ts": "" };
  expect(found(seen, files)).toEqual(["ledger/src/a.ts is seen"]);
});

test("a source that is not TypeScript stops everything", () => {
  const seen = sourceRule("all is seen", () => []);
  expect(() => found(seen, { "ledger/src/a.ts": "const a = ;" })).toThrow("ledger/src/a.ts is not");
});
