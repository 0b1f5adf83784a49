import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { indexFiles, plainExports } from "./plain-exports.ts";

const path = "ledger/src/a.ts";

test.each([
  ["export default function a() {}", "exports by default"],
  ["const a = 1;\nexport default a;", "exports by default"],
  ['export * from "./b.ts";', "exports a star"],
  ['export * as b from "./b.ts";', "exports a star"],
  ['export type * from "./b.ts";', "exports a star"],
])("%j is found", (text, says) => {
  expect(found(plainExports, { [path]: text })[0]).toContain(says);
});

test("a switch has a default without exporting it", () => {
  const text = 'export const a = 1;\nexport { b } from "./b.ts";\nswitch (a) { default: b(); }';
  expect(found(plainExports, { [path]: text })).toEqual([]);
});

test.each([
  ["ledger/src/store/index.ts", 'export { a } from "./a.ts";'],
  ["ledger/src/index.ts", "export const a = 1;"],
  ["ledger/src/index.ts", 'import { a } from "./a.ts";\nexport { a };'],
])("%s: %j is found", (index, text) => {
  expect(found(indexFiles, { [index]: text })).not.toEqual([]);
});

test("an index that passes names on is fine", () => {
  const text = 'export { a } from "./a.ts";\nexport type { B } from "./b.ts";';
  expect(found(indexFiles, { "ledger/src/index.ts": text })).toEqual([]);
});
