import assert from "node:assert/strict";
import { test } from "vitest";
import { fromRootDown } from "#projections/instance-status/from-root-down.ts";

const one = (instance: string, requester?: string, state: "started" | "destroyed" = "started") => ({
  instance,
  state,
  ...(requester !== undefined && { requester }),
});
const order = (...members: readonly ReturnType<typeof one>[]) =>
  fromRootDown(members).map(({ instance }) => instance);

test("each instance comes before what it requested, wherever it was listed", () =>
  assert.deepEqual(
    order(one("leaf", "middle"), one("middle", "root"), one("root"), one("other", "root")),
    ["root", "middle", "leaf", "other"],
  ));

test("a root that is to be destroyed comes after the one that follows it", () =>
  assert.deepEqual(
    order(one("old", undefined, "destroyed"), one("left", "old", "destroyed"), one("new")),
    ["new", "old", "left"],
  ));

test("what lost its requester comes last, with what it requested itself", () =>
  assert.deepEqual(order(one("orphan", "gone"), one("leaf", "orphan"), one("root")), [
    "root",
    "orphan",
    "leaf",
  ]));

test("nothing has no order", () => assert.deepEqual(order(), []));
