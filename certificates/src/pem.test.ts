import { expect, test } from "vitest";
import { blocksOf, fromPem, toPem } from "./pem.ts";

const der = Buffer.from(Array.from({ length: 100 }, (_, index) => index));
const pem = toPem("THING", der);

test("a block has lines of 64 characters between its two ends", () => {
  const lines = pem.split("\n");
  expect(lines.map((line) => line.length)).toEqual([21, 64, 64, 8, 19, 0]);
});

test.each([
  ["as it was written", pem],
  ["after words", `Thing:\n    of blue\n${pem}`],
  ["with the lines of another system", pem.replaceAll("\n", "\r\n")],
  ["without a newline at its end", pem.trimEnd()],
  ["indented", pem.replaceAll("\n", "\n  ")],
])("%s it is read", (_, text) => {
  expect(fromPem(text, ["OTHER", "THING"])).toEqual(der);
});

test.each(["", "-----BEGIN THING-----", "-----BEGIN THING-----\n!!\n-----END THING-----", "THING"])(
  "%j holds nothing",
  (text) => {
    expect(fromPem(text, ["THING"])).toBeUndefined();
  },
);

test("each block with the label is given, and no other", () => {
  const others = `${pem}words\n${toPem("OTHER", der)}${pem.replaceAll("\n", "\r\n")}`;
  expect(blocksOf(others, "THING")).toEqual([pem, pem]);
  expect(blocksOf(pem.slice(0, -10), "THING")).toEqual([]);
});

test("many beginnings without an end are searched in no time", () => {
  const text = "-----BEGIN THING-----\n".repeat(100_000);
  expect(blocksOf(text, "THING")).toEqual([]);
});
