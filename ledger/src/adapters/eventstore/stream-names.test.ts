import { movementKinds } from "@partita/schemas";
import { expect, test } from "vitest";
import { streamNames } from "#ledger/adapters/eventstore/stream-names.ts";

test("the category stands before the first dash, and there is a way back", () => {
  const names = streamNames(undefined);
  expect(names.stored("instance-tree-TREE-1")).toBe("instance_tree-TREE-1");
  expect(names.stored("computer-COMP-1")).toBe("computer-COMP-1");
  for (const { stream } of movementKinds) {
    const stored = names.stored(`${stream}-a-b`);
    expect(stored.slice(stored.indexOf("-"))).toBe("-a-b");
    expect(names.ours(stored)).toBe(`${stream}-a-b`);
    expect(names.prefixes.filter((prefix) => stored.startsWith(prefix))).toHaveLength(1);
  }
});

test("claims are no movements", () => {
  const names = streamNames("berlin");
  expect(names.claimsOf("0a1b")).toBe("berlin.command-0a1b");
  expect(names.prefixes.some((prefix) => names.claimsOf("0a1b").startsWith(prefix))).toBe(false);
  expect(() => names.ours(names.claimsOf("0a1b"))).toThrow("no stream of movements");
});

test("houses with different namespaces do not meet", () => {
  const [one, two, none] = [streamNames("one"), streamNames("two"), streamNames(undefined)];
  expect(one.stored("computer-1")).toBe("one.computer-1");
  for (const other of [two, none])
    expect(other.prefixes.some((prefix) => one.stored("computer-1").startsWith(prefix))).toBe(
      false,
    );
});

test.each(["", "a-b", "a.b", "$a", "é"])("%o is no namespace", (namespace) => {
  expect(() => streamNames(namespace)).toThrow("letters, digits and underscores");
});
