import { expect, test } from "vitest";
import { becauseFound, becauseOf, commandId } from "#allocator/because.ts";
import { anInstance } from "#allocator/testing/market.ts";

const lapsed = becauseOf("a-movement/0");

test("the same reaction to the same movement has the same id", () => {
  const again = commandId(becauseOf("a-movement/0"), "award-instance", "INST-1");
  expect(commandId(lapsed, "award-instance", "INST-1")).toBe(again);
});

test.each([
  ["another movement", becauseOf("a-movement/1"), "award-instance", "INST-1"],
  ["another reaction", lapsed, "defer-allocation", "INST-1"],
  ["another instance", lapsed, "award-instance", "INST-2"],
  ["the reconciliation", becauseFound(anInstance()), "award-instance", "INST-1"],
] as const)("%s has another", (_, because, reaction, instance) => {
  const id = commandId(because, reaction, instance);
  expect(id).not.toBe(commandId(lapsed, "award-instance", "INST-1"));
});

test("the reconciliation tries anew when the instance has changed, and names no movement", () => {
  const [before, after] = ["1", "2"].map((changedAt) => becauseFound(anInstance({ changedAt })));
  expect(before?.seed).not.toBe(after?.seed);
  expect(before?.causes).toEqual([]);
});
