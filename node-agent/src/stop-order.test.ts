import { expect, test } from "vitest";
import { stopOrder } from "./stop-order.ts";

test.each([
  ["parent listed first", { p0: ["web", "db"], p1: ["db"] }, ["p0", "p1"]],
  ["child listed first", { p0: ["db"], p1: ["web", "db"] }, ["p1", "p0"]],
  [
    "three generations",
    { p0: ["disk"], p1: ["db", "disk"], p2: ["web", "db"] },
    ["p2", "p1", "p0"],
  ],
  ["child on another computer", { p0: ["web", "db"] }, ["p0"]],
  ["no relation", { p0: ["a"], p1: ["b"], p2: ["c"] }, ["p0", "p1", "p2"]],
  ["a cycle, which the Master refuses", { p0: ["a", "b"], p1: ["b", "a"] }, ["p1", "p0"]],
])("%s", (_, tree, expected) => {
  const memories = Object.entries(tree).map(([partition, [instance = "", ...children]]) => {
    const requested = { children: children.map((child) => ({ instance: child })) };
    return [partition, { instance, requested }] as const;
  });
  expect(stopOrder(new Map(memories))).toEqual(expected);
});
