import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { hostedUntil, hosting } from "#ledger/instance-tree/hosting.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { noted, unplanted } from "#ledger/instance-tree/tree.ts";
import { owner, root, streamId } from "#ledger/testing/tree.ts";

const hosted = { tree: streamId, instance: root, owner } as const;
const award = { award: "x/0", computer: "COMP-1", seller: "organisation:hoster" } as const;

function since(startedAt: string | undefined) {
  const { evolve } = instanceTree;
  const tree = evolve["instance-requested"](unplanted, a("instance-requested"));
  const instance = noted(tree, root, { startedAt }).instances.get(root);
  if (instance === undefined) throw new Error("the example's instance is the root");
  return instance;
}

test("before the award the Master stands in for computer and seller", () => {
  const frame = hosting(hosted, undefined, "ordered");
  expect(frame).toMatchObject({
    source: "organisation:master",
    sourceSection: "organisation:master",
  });
  expect(frame.items).not.toContain("computer:COMP-1");
});

test("after the award hosting comes from the computer, and its seller sells it", () => {
  const frame = hosting(hosted, award, "started");
  expect(frame).toMatchObject({ source: "network:COMP-1", sourceSection: "organisation:hoster" });
  expect(frame.items).toContain("computer:COMP-1");
});

test.each([
  ["2026-01-01T10:00:00.000Z", "2026-01-01T11:00:00.000Z", "1.000000000"],
  ["2026-01-01T10:00:00.000Z", "2026-01-01T10:00:00.001Z", "0.000000278"],
  ["2026-01-01T10:00:00.000Z", "2026-01-01T10:00:00.000Z", "0.000000000"],
])("from %s until %s are %s hours", (from, until, hours) => {
  expect(hostedUntil(since(from), until)).toEqual({
    quantity: hours,
    startsAt: from,
    stopsAt: until,
  });
});

test("what never ran, or started after it stopped, was hosted for nothing", () => {
  const stopsAt = "2026-01-01T10:00:00.000Z";
  expect(hostedUntil(since(undefined), stopsAt)).toEqual({ quantity: "0", stopsAt });
  expect(hostedUntil(since("2026-01-01T10:00:00.001Z"), stopsAt)).toEqual({
    quantity: "0",
    stopsAt,
  });
});

test("for a shared instance nothing is hosted, however long it runs", () => {
  expect(hosting({ ...hosted, shared: true }, award, "started").quantity).toBe("0");
  const stopsAt = "2026-01-01T10:00:00.000Z";
  const running = since("2026-01-01T09:00:00.000Z");
  const shared = { ...running, wish: { ...running.wish, shared: true } };
  expect(hostedUntil(shared, stopsAt)).toEqual({ quantity: "0", stopsAt });
});
