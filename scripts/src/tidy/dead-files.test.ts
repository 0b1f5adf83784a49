import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { deadFiles } from "./dead-files.ts";

const text = "export const a = 1;";

test("a file that nobody imports is found", () => {
  expect(found(deadFiles, { "ledger/src/a.ts": text })).toEqual([
    "ledger/src/a.ts is used by nobody",
  ]);
});

test("a test alone does not keep a file alive", () => {
  const files = { "ledger/src/a.ts": text, "ledger/src/a.test.ts": 'import { a } from "./a.ts";' };
  expect(found(deadFiles, files)).toEqual(["ledger/src/a.ts is used by nobody"]);
});

test.each([
  ["ledger/src/b/main.ts", 'import { a } from "../a.ts";'],
  ["ledger/src/main.ts", 'import { a } from "#ledger/a.ts";'],
  ["ledger/src/index.ts", 'export { a } from "./a.ts";'],
  ["api/src/main.ts", 'import { a } from "@partita/ledger/a.ts";'],
  ["ledger/src/main.ts", 'const worker = join("src/a.ts");'],
  ["ledger/package.json", '{ "bin": "./src/a.ts" }'],
])("%s keeps it alive: %s", (path, importing) => {
  expect(found(deadFiles, { "ledger/src/a.ts": text, [path]: importing })).toEqual([]);
});

test("what only tests use may live in testing", () => {
  const files = {
    "ledger/src/testing/given.ts": text,
    "ledger/src/a.test.ts": 'import { a } from "./testing/given.ts";',
  };
  expect(found(deadFiles, files)).toEqual([]);
  expect(found(deadFiles, { "ledger/src/testing/given.ts": text })).toHaveLength(1);
});
