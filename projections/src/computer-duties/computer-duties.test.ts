import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { computerDuties } from "#projections/computer-duties/computer-duties.ts";
import { findDuties } from "#projections/computer-duties/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const instance = "INST-0000000001";
const child = "INST-0000000002";
const requested = a("instance-requested");
const awarded = a("instance-awarded");
const allocated = a("partition-allocated", { detail: { award: awarded.id } });
const running = [requested, awarded, allocated];
const place = { computer: "COMP-1", partition: "slappart0", address: "127.0.0.1" };

test("an allocation makes a request a duty of the computer", () =>
  given(computerDuties, ...running).thenRows({
    [instance]: { place, state: "started", reported: "waiting", changedAt: "3" },
  }));

test("an agent's own reports do not make it process the partition again", () =>
  given(computerDuties, ...running, a("instance-started")).thenRows({
    [instance]: { reported: "started", changedAt: "3" },
  }));

test("each report of an agent is what was reported last", async () => {
  const reports = ["stopped", "failed", "destroyed"] as const;
  for (const reported of reports)
    await given(computerDuties, requested, a(`instance-${reported}`)).thenRows({
      [instance]: { reported },
    });
});

test("a changed wish makes the agent process the partition again", () =>
  given(computerDuties, ...running, a("instance-amended")).thenRows({
    [instance]: { state: "stopped", changedAt: "4" },
  }));

test("changed conditions alone are no business of the agent", () =>
  given(
    computerDuties,
    ...running,
    a("instance-amended", { detail: { ...requested.detail, conditions: {} } }),
  ).thenRows({ [instance]: { state: "started", changedAt: "3" } }));

test("what an instance publishes makes its requester be processed again, not itself", () =>
  given(
    computerDuties,
    requested,
    a("instance-requested", { detail: { instance: child, requester: instance } }),
    a("connection-published", { detail: { instance: child, requester: instance } }),
  ).thenRows({
    [instance]: { connection: {}, changedAt: "3" },
    [child]: { connection: { url: "http://127.0.0.1:8080/" }, changedAt: "2" },
  }));

test("the released partition of a destroyed instance is no duty any more", () =>
  given(
    computerDuties,
    ...[...running, a("instance-amended", { detail: { state: "destroyed" } })],
    ...[a("instance-destroyed"), a("partition-released")],
  ).thenRows({}));

test("a partition that was taken back too early leaves the request without a place", () =>
  given(computerDuties, ...running, a("partition-released")).thenRows({
    [instance]: { place: undefined, state: "started" },
  }));

test("a partition of a computer whose award lapsed is no duty", async () => {
  const late = [requested, awarded, a("award-lapsed"), allocated];
  await given(computerDuties, ...late).thenRows({ [instance]: { place: undefined } });
  const elsewhere = a("instance-awarded", { detail: { computer: "COMP-2" } });
  const there = a("partition-allocated", {
    items: ["computer:COMP-2"],
    detail: { award: elsewhere.id },
  });
  await given(computerDuties, ...late, elsewhere, there, a("partition-released")).thenRows({
    [instance]: { place: { ...place, computer: "COMP-2" } },
  });
});

test("a partition given late, under an award before the open one, is no duty", () =>
  given(
    computerDuties,
    ...[requested, awarded, a("award-lapsed")],
    a("instance-awarded"),
    allocated,
  ).thenRows({ [instance]: { place: undefined } }));

test("duties name the root of their tree, wherever the root runs", async () => {
  const detail = { instance: child, requester: instance, title: "database" };
  const award = a("instance-awarded", { detail: { instance: child } });
  const rows = await rowsAfter(
    requested,
    a("instance-requested", { detail }),
    award,
    a("partition-allocated", {
      detail: { instance: child, partition: "slappart1", award: award.id },
    }),
  );
  const duties = await rows.read((at) => findDuties(at, "COMP-1"));
  assert.partialDeepStrictEqual(duties, [
    { instance: child, title: "database", rootTitle: "my-guestbook", partition: "slappart1" },
  ]);
  assert.deepEqual(await rows.read((at) => findDuties(at, "COMP-2")), []);
});
