import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { testBeside } from "./test-beside.ts";

const path = "ledger/src/a.ts";

test.each(["export function a() {}", "export const a = () => 1;", "export class A { b() {} }"])(
  "%s without a test is found",
  (text) => {
    expect(found(testBeside, { [path]: text })).toEqual([`${path} has no test beside it`]);
    expect(found(testBeside, { [path]: text, "ledger/src/a.test.ts": "" })).toEqual([]);
  },
);

test.each([
  [path, "export type A = string;"],
  [path, "export const table = { a: 1 };"],
  [path, "function a() {}"],
  [path, "export function defineA<A>(a: A): A { return a; }"],
  [path, "export class NoHouse extends Error {}"],
  ["ledger/src/adapters/memory/store.ts", "export function a() {}"],
  ["ledger/src/testing/a.ts", "export function a() {}"],
  ["node-agent/src/main.ts", "export function a() {}"],
  ["portal/src/a.ts", "export function a() {}"],
])("%s: %s needs none", (where, text) => {
  expect(found(testBeside, { [where]: text })).toEqual([]);
});
