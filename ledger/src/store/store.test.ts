import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { commandOf, streamName } from "#ledger/store/store.ts";

test("a stream is named after its category and its id", () => {
  expect(streamName("instance-tree", "TREE-1")).toBe("instance-tree-TREE-1");
});

test("a movement's id begins with that of its command", () => {
  expect(commandOf(a("capacity-set", { id: "0a1b/12" }))).toBe("0a1b");
  expect(() => commandOf(undefined)).toThrow("at least one movement");
});
