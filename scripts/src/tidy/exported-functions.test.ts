import { expect, test } from "vitest";
import { buildHouse } from "../adapters/build-house.ts";
import { exportsFunction } from "./exported-functions.ts";

const shows = (text: string) =>
  buildHouse(new Map([["ledger/src/a.ts", text]])).sources.some(exportsFunction);

test.each([
  "export function a() {}",
  "export async function a() {}",
  "export const a = () => 1;",
  "export const a = function () {};",
  "export class A {}",
])("%s is a function", (text) => {
  expect(shows(text)).toBe(true);
});

test.each([
  "function a() {}",
  "export type A = () => void;",
  "export const a = { b: () => 1 };",
  "export function a(b: string) { return b; }",
  "export class A extends Error {}",
])("%s is none", (text) => {
  expect(shows(text)).toBe(false);
});
