import assert from "node:assert/strict";
import { test } from "vitest";
import { shownTo } from "./shown-to.ts";
import { a } from "./testing/a.ts";

const movement = a("instance-requested");
const recorded = { movement, stream: "instance-tree-TREE-1", revision: 1, position: 12n };
const { causes, items, ...rest } = movement;
const whole = {
  ...rest,
  causes,
  items,
  stream: "instance-tree-TREE-1",
  revision: 1,
  position: "12",
};

test("a movement is shown with its place", () =>
  assert.deepEqual(shownTo({ actor: "person:ada", role: "person" }, recorded), whole));

test("what was left out is named", () => {
  const shown = shownTo({ actor: "person:olga", role: "operator" }, recorded);
  assert.deepEqual(shown?.redacted, ["commandDigest", "detail.parameters"]);
  assert.deepEqual(shown.detail, { ...movement.detail, parameters: {} });
});

test("what somebody does not see is not shown", () =>
  assert.equal(shownTo({ actor: "person:bob", role: "person" }, recorded), undefined));
