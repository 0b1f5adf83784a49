import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { revocationsOf } from "#allocator/revocations.ts";

const recorded = { stream: "instance-tree-TREE-0000000001", revision: 1, position: 1n };

test("the certificates of a destroyed instance are revoked, once for each time it is told", () => {
  const gone = { ...recorded, movement: a("instance-destroyed") };
  const [revocation] = revocationsOf(gone);
  expect(revocation).toMatchObject({
    streamId: "instance:INST-0000000001",
    causes: [gone.movement.id],
    detail: { certificate: "all", reason: "cessationOfOperation" },
  });
  expect(revocationsOf(gone)).toEqual([revocation]);
});

test("what is placed anew leaves no good certificate behind on the computer that it left", () => {
  const lapsed = { ...recorded, movement: a("award-lapsed") };
  expect(revocationsOf(lapsed)).toMatchObject([
    {
      streamId: "instance:INST-0000000001",
      detail: { certificate: "all", reason: "superseded" },
    },
  ]);
});

test("nothing else revokes", () => {
  expect(revocationsOf({ ...recorded, movement: a("instance-stopped") })).toEqual([]);
});
