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
