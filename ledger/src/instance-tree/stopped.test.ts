import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { fold } from "#ledger/decider.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { stopped } from "#ledger/instance-tree/stopped.ts";
import { unplanted } from "#ledger/instance-tree/tree.ts";
import { hosted, owner, root, streamId } from "#ledger/testing/tree.ts";

const startsAt = "2026-01-01T10:00:00.000Z";
const at = "2026-01-01T11:30:00.000Z";
const tree = fold(instanceTree, unplanted, [...hosted(), a("instance-started", { startsAt })]);

test("it names the award that paid for it, with period and hours", () => {
  const found = tree.instances.get(root);
  if (found?.award === undefined) throw new Error("the root has an award");
  expect(stopped({ tree: streamId, owner, at }, found, found.award)).toMatchObject({
    state: "stopped",
    source: "network:COMP-1",
    quantity: "1.500000000",
    startsAt,
    stopsAt: at,
    detail: { instance: root, tree: streamId, award: found.award.award, computer: "COMP-1" },
  });
});
