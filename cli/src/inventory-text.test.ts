import { anInventoryLine } from "@partita/schemas/testing/answers.ts";
import { expect, test } from "vitest";
import { figureText, groupTable, historyTable } from "./inventory-text.ts";

const shared = { resource: "partition", unit: "partition" } as const;

test("a figure is a quantity with its unit", () =>
  expect(figureText({ ...shared, stock: "available", quantity: "7", position: "9" })).toBe(
    "7 partition",
  ));

test("groups have columns for what they were grouped by, and no other", () => {
  const groups = [{ ...shared, node: "network:COMP-1", quantity: "-7" }] as const;
  expect(groupTable(groups).split("\n")).toEqual([
    "resource   node            quantity  unit",
    "partition  network:COMP-1        -7  partition",
  ]);
  expect(groupTable([])).toBe("Nothing there.");
});

test("each line of a history stands with the balance after it", () => {
  const lines = [
    anInventoryLine({ quantity: "2", balance: "2", kind: "capacity-set" }),
    anInventoryLine({ quantity: "-1", balance: "1" }),
  ];
  const text = historyTable({ ...shared, stock: "current", lines, position: "9" });
  expect(text.split("\n").map((line) => line.split(/ {2,}/).slice(-2))).toEqual([
    ["partition", "balance"],
    ["2", "2"],
    ["-1", "1"],
  ]);
  expect(historyTable({ ...shared, stock: "current", lines: [], position: "9" })).toBe(
    "Nothing moved.",
  );
});
