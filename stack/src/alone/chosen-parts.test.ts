import { expect, test } from "vitest";
import { parts } from "../parts/registry.ts";
import { chosenParts } from "./chosen-parts.ts";

test("parts start in the order of the registry, each once", () => {
  const chosen = chosenParts(["billing", "api", "billing"], parts);
  expect(chosen.map(({ name }) => name)).toEqual(["api", "billing"]);
});

test("a part that is not known is refused with the nearest that is", () => {
  expect(() => chosenParts(["biling"], parts)).toThrow('no part "biling". Is billing meant?');
  expect(() => chosenParts([], parts)).toThrow("name at least one part of api, ");
});

test("every part has a name of its own and says what it does", () => {
  expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  for (const { says } of parts) expect(says).toMatch(/^[A-Z].*\.$/);
});
