import { expect, test } from "vitest";
import { holderUri, subjectOf } from "./holder-name.ts";

test.each([
  ["instance:INST-1", "INST-1"],
  ["person:ada", "ada"],
  ["organisation:acme/books", "acme/books"],
] as const)("%s is called %s", (holder, value) => {
  expect(subjectOf(holder)).toEqual([{ attribute: "CN", value }]);
});

test("a computer has an address that leads nowhere", () => {
  expect(subjectOf("computer:COMP-1")).toEqual([
    { attribute: "CN", value: "COMP-1" },
    { attribute: "emailAddress", value: "COMP-1@computer.invalid" },
  ]);
});

test("a name that is too long is cut; the URI says it whole", () => {
  const holder = `person:${"a".repeat(100)}` as const;
  expect(subjectOf(holder)).toEqual([{ attribute: "CN", value: "a".repeat(64) }]);
  expect(holderUri(holder, "person")).toBe(`urn:partita:${holder}?=role=person`);
});

test("a computer with a long name still has an address in words", () => {
  const holder = `computer:${"C".repeat(100)}` as const;
  expect(subjectOf(holder)[1]).toEqual({
    attribute: "emailAddress",
    value: `${"C".repeat(64)}@computer.invalid`,
  });
});
