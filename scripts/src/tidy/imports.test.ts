import { expect, test } from "vitest";
import { buildHouse } from "../adapters/build-house.ts";
import { importsOf } from "./imports.ts";

test.each([
  ['import { a } from "x";', false],
  ['import "x";', false],
  ['import a, { type B } from "x";', false],
  ['import { type A, b } from "x";', false],
  ['export { a } from "x";', false],
  ['await import("x");', false],
  ['import type { A } from "x";', true],
  ['import { type A, type B } from "x";', true],
  ['export type { A } from "x";', true],
  ['type A = import("x").A;', true],
])("%s imports x; only types: %s", (text, typeOnly) => {
  const { sources } = buildHouse(new Map([["ledger/src/a.ts", `\n${text}`]]));
  expect(sources.flatMap(importsOf)).toEqual([{ target: "x", typeOnly, line: 2 }]);
});

test("what only looks like an import is none", () => {
  const text = '// import "x"\nconst a = \'import "x"\';\nawait import(a);';
  expect(buildHouse(new Map([["ledger/src/a.ts", text]])).sources.flatMap(importsOf)).toEqual([]);
});
