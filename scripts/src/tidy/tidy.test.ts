import { join } from "node:path";
import { expect, test } from "vitest";
import { buildHouse } from "../adapters/build-house.ts";
import { readFiles } from "../adapters/read-files.ts";
import { rules } from "./registry.ts";
import { findingText } from "./rule.ts";

const house = buildHouse(readFiles(join(import.meta.dirname, "../../..")));

test.each(rules)("$says", ({ check }) => {
  expect(check(house).map(findingText)).toEqual([]);
});

test("the rules looked at the house", () => {
  const workspaces = new Set(house.sources.map(({ workspace }) => workspace));
  expect([...workspaces]).toEqual(expect.arrayContaining(["schemas", "ledger", "api", "scripts"]));
});
