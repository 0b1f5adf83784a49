import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { fileLines, functionLines, lineColumns, parameterCount } from "./sizes.ts";

const path = "ledger/src/a.ts";
const lines = (count: number) => "const a = 1;\n".repeat(count);

test("a file of 301 lines is found, one of 300 is fine", () => {
  expect(found(fileLines, { [path]: lines(301) })).toEqual([`${path} has 301 lines`]);
  expect(found(fileLines, { [path]: lines(300) })).toEqual([]);
});

test("a line of 101 columns is found, one of 100 is fine", () => {
  const wide = (columns: number) =>
    `// ${"words and ".repeat(20)}`.slice(0, columns - 1).concat("x");
  expect(found(lineColumns, { [path]: wide(101) })).toEqual([`${path}:1 has 101 columns`]);
  expect(found(lineColumns, { [path]: wide(100) })).toEqual([]);
});

test("columns are letters, not bytes, and an address may be as long as it is", () => {
  expect(found(lineColumns, { [path]: `// ${"ö ".repeat(48)}` })).toEqual([]);
  expect(found(lineColumns, { [path]: `// https://x/${"y".repeat(200)}` })).toEqual([]);
});

test.each([
  ["a function", (body: string) => `function a() {\n${body}}`],
  ["a method", (body: string) => `const a = { a() {\n${body}} };`],
  ["an arrow", (body: string) => `const a = () => {\n${body}};`],
])("%s of 61 lines is found, one of 60 is fine", (_, written) => {
  expect(found(functionLines, { [path]: written(lines(59)) })).toEqual([`${path}:1 has 61 lines`]);
  expect(found(functionLines, { [path]: written(lines(58)) })).toEqual([]);
});

test.each([
  ["ledger/src/a.test.ts", `describe("a", () => {\n${lines(80)}test("b", () => {});\n});`],
  ["ledger/src/testing/store-contract.ts", `function a() {\n${lines(80)}test("b", () => {});\n}`],
])("what groups tests may be long: %s", (where, text) => {
  expect(found(functionLines, { [where]: text })).toEqual([]);
});

test.each([
  "function f(a, b, c, d, e) {}",
  "const f = (a, b, c, d, e) => 1;",
  "const f = (a, ...[b, c, d, e]) => 1;",
])("%s has one parameter too many", (text) => {
  expect(found(parameterCount, { [path]: text })).toEqual([`${path}:1 has 5 parameters`]);
});

test("four parameters and an object are fine", () => {
  expect(found(parameterCount, { [path]: "function f(a, b, c, { d, e, f }) {}" })).toEqual([]);
});
