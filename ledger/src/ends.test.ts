import { expect, test } from "vitest";
import { isOwner, networkOf, projectOf } from "#ledger/ends.ts";

test("capacity sits at its computer's network, what is held at its tree's project", () => {
  expect(networkOf("COMP-1")).toBe("network:COMP-1");
  expect(projectOf("TREE-1")).toBe("project:TREE-1");
});

test("persons and organisations own things, computers and instances do not", () => {
  expect(isOwner("person:ada")).toBe(true);
  expect(isOwner("computer:COMP-1")).toBe(false);
  expect(isOwner("instance:INST-1")).toBe(false);
});
