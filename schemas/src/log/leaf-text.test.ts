import { expect, test } from "vitest";
import { movementKinds } from "../movements/registry.ts";
import { a } from "../testing/a.ts";
import { leafHash } from "./hashes.ts";
import { anyLeafText, leafText } from "./leaf-text.ts";

// Written down once: should this ever fail, the code is wrong, never this text.
const movement = {
  kind: "computer-registered",
  id: "01900000-0000-8000-8000-000000000001/0",
  quantity: "1",
  detail: { note: 'a "quoted" €', b: 2, a: [true, null] },
};
const text =
  '{"movement":{"detail":{"a":[true,null],"b":2,"note":"a \\"quoted\\" €"},' +
  '"id":"01900000-0000-8000-8000-000000000001/0","kind":"computer-registered","quantity":"1"},' +
  '"revision":7,"stream":"computer-COMP-1"}';

test("the leaf of a movement is this text, and has this hash, for ever", () => {
  const leaf = leafText({ movement, revision: 7, stream: "computer-COMP-1" });
  expect(leaf).toBe(text);
  expect(leafHash(leaf).toString("hex")).toBe(
    "4eb6c67c9c1287432eda7e18dd6664eca6283edd551730a186023ae6a241395a",
  );
});

test.each(movementKinds.map(({ kind }) => kind))("%s comes back from its leaf", (kind) => {
  const leaf = { movement: a(kind), revision: 1, stream: "any-STREAM" };
  expect(JSON.parse(leafText(leaf))).toEqual(JSON.parse(JSON.stringify(leaf)));
});

test("what has no canonical text is no leaf, but may be looked at", () => {
  const leaf = { movement: JSON.parse('{"quantity":1e999}'), revision: 1, stream: "any-STREAM" };
  expect(() => leafText(leaf)).toThrow("has no canonical text");
  expect(anyLeafText(leaf)).toBe("no canonical text");
  expect(anyLeafText({ ...leaf, movement })).toBe(leafText({ ...leaf, movement }));
});
