import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { destroyed } from "#ledger/instance-tree/destroyed.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { unplanted } from "#ledger/instance-tree/tree.ts";
import { owner, root, streamId } from "#ledger/testing/tree.ts";

const at = "2026-01-01T12:00:00.000Z";
const moment = { tree: streamId, owner, at } as const;
const tree = instanceTree.evolve["instance-requested"](unplanted, a("instance-requested"));
const instance = tree.instances.get(root);

test("what an agent wiped names its award and computer", () => {
  const award = { award: "x/0", computer: "COMP-1", seller: "organisation:hoster" } as const;
  expect(instance && destroyed(moment, instance, award)).toMatchObject({
    source: "network:COMP-1",
    stopsAt: at,
    detail: { instance: root, tree: streamId, award: "x/0", computer: "COMP-1" },
  });
});

test("what no agent ever saw names neither", () => {
  const gone = instance && destroyed(moment, instance, undefined);
  expect(gone?.detail).toEqual({ instance: root, tree: streamId });
  expect(gone?.source).toBe("organisation:master");
});

test("a shared instance names who served it, and no award: no partition is to come back", () => {
  const host = { instance: "INST-host", tree: "TREE-host" };
  const award = { award: "x/0", computer: "COMP-1", seller: "organisation:hoster", host } as const;
  const gone = instance && destroyed(moment, instance, award);
  expect(gone?.detail).toEqual({
    instance: root,
    tree: streamId,
    computer: "COMP-1",
    host: "INST-host",
  });
});
