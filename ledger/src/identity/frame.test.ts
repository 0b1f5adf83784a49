import { expect, test } from "vitest";
import { frameOf, itemsOf, ownerOf } from "#ledger/identity/frame.ts";
import { initial } from "#ledger/identity/state.ts";

test("the Master vouches for what it issues to its owner", () =>
  expect(frameOf("person:ada", ["token:TOKEN-1"])).toMatchObject({
    source: "organisation:master",
    sourceSection: "organisation:master",
    destination: "person:ada",
    destinationSection: "person:ada",
    items: ["token:TOKEN-1"],
  }));

test("computers and instances are traced, parties are not", () => {
  expect(itemsOf("computer:COMP-1")).toEqual(["computer:COMP-1"]);
  expect(itemsOf("instance:INST-1")).toEqual(["instance:INST-1"]);
  expect(itemsOf("person:ada")).toEqual([]);
});

test.each([
  ["person:ada", "person", undefined, "person:ada"],
  ["person:ada", "operator", undefined, "person:ada"],
  ["person:ada", "organisation", undefined, undefined],
  ["organisation:hoster", "accountant", "person:ada", "organisation:hoster"],
  ["organisation:master", "operator", undefined, "organisation:master"],
  ["computer:COMP-1", "computer", "person:ada", "person:ada"],
  ["computer:COMP-1", "computer", undefined, undefined],
  ["computer:COMP-1", "auditor", "person:ada", undefined],
  ["instance:INST-1", "instance", "person:ada", "person:ada"],
  ["network:COMP-1", "computer", "person:ada", undefined],
] as const)("%s as %s, said to be of %s, belongs to %s", (holder, role, owner, expected) => {
  const found = ownerOf(initial, { holder, role, owner });
  expect("owner" in found ? found.owner : undefined).toBe(expected);
});

test("whose a computer is, is known from what was issued to it before", () => {
  const state = { ...initial, owner: "person:carol" } as const;
  expect(ownerOf(state, { holder: "computer:COMP-1", role: "computer" })).toEqual({
    owner: "person:carol",
  });
});
