import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { erasableSyntax } from "./erasable-syntax.ts";

const path = "ledger/src/a.ts";

test.each([
  ["enum A { B }", "declares an enum"],
  ["const enum A { B }", "declares an enum"],
  ["namespace A { export const b = 1; }", "declares a namespace"],
  ["class A { constructor(private b: string) {} }", "declares a property as a parameter"],
  ["class A { constructor(readonly b: string) {} }", "declares a property as a parameter"],
  ["@a class A {}", "uses a decorator"],
  ["const a: any = 1;", "says any"],
  ["function a(b: any[]) {}", "says any"],
])("%s is found", (text, says) => {
  expect(found(erasableSyntax, { [path]: text })).toEqual([`${path}:1 ${says}`]);
});

test("the words may stand in texts and comments", () => {
  const text = '// any enum\nconst a = "namespace";\nclass B { constructor(c: string) {} }';
  expect(found(erasableSyntax, { [path]: text })).toEqual([]);
});
