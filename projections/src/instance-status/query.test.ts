import assert from "node:assert/strict";
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { findTitled, findWanted, listWaitingOf } from "#projections/instance-status/query.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

test("a title names what is wanted, and only without it what is to go or is gone", async () => {
  const dying = a("instance-amended", { detail: { instance: "INST-B", state: "destroyed" } });
  const gone = a("instance-destroyed", { detail: { instance: "INST-B" } });
  const find = async (...more: readonly Movement[]) => {
    const rows = await rowsAfter(request("INST-B"), ...more);
    return rows.read((at) =>
      Promise.all(
        [findWanted, findTitled].map(
          async (ask) => (await ask(at, "TREE-0000000001", "my-guestbook"))?.instance,
        ),
      ),
    );
  };
  assert.deepEqual(await find(), ["INST-B", "INST-B"]);
  assert.deepEqual(await find(dying), [undefined, "INST-B"]);
  for (const next of ["INST-A", "INST-C"])
    assert.deepEqual(await find(dying, request(next)), [next, next]);
  assert.deepEqual(await find(dying, gone), [undefined, "INST-B"]);
});

test("who waits is found by owner", async () => {
  const rows = await rowsAfter(
    request("INST-A"),
    a("instance-requested", { detail: { instance: "INST-B", owner: "person:bob" } }),
    a("instance-requested", { detail: { instance: "INST-C", owner: "person:eve" } }),
    a("instance-awarded", { detail: { instance: "INST-A" } }),
  );
  const find = (...owners: readonly string[]) =>
    rows.read(async (at) => (await listWaitingOf(at, owners)).map(({ instance }) => instance));
  assert.deepEqual(await find("person:ada", "person:bob"), ["INST-B"]);
  assert.deepEqual(await find(), []);
});

function request(reference: string) {
  return a("instance-requested", { detail: { instance: reference } });
}
