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
const { title: _title, owner: _owner, ...wish } = requested.detail;
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
    await given(computerDuties, ...running, a(`instance-${reported}`)).thenRows({
      [instance]: { reported },
    });
});

test("a changed wish makes the agent process the partition again", () =>
  given(computerDuties, ...running, a("instance-amended")).thenRows({
    [instance]: { state: "stopped", changedAt: "4" },
  }));

test("what is destroyed without a partition is nobody's duty any more", () =>
  given(computerDuties, requested, a("instance-destroyed")).thenRows({}));

test("changed conditions make the agent process the partition again: a firewall is one", () =>
  given(
    computerDuties,
    ...running,
    a("instance-amended", { detail: { ...requested.detail, conditions: {} } }),
  ).thenRows({ [instance]: { state: "started", conditions: {}, changedAt: "4" } }));

test("a child that moves to another requester is left alone by its agent", () =>
  given(
    computerDuties,
    ...running,
    a("instance-amended", { detail: { ...wish, requester: "INST-0000000009" } }),
  ).thenRows({ [instance]: { changedAt: "3" } }));

test("a failure says why, until the agent says otherwise", async () => {
  const failed = a("instance-failed");
  const { message } = failed.detail;
  await given(computerDuties, ...running, failed).thenRows({ [instance]: { message } });
  for (const kind of ["instance-started", "instance-stopped"] as const)
    await given(computerDuties, ...running, failed, a(kind)).thenRows({
      [instance]: { message: undefined },
    });
});

const later = "2026-01-01T12:00:00.000Z";

test("a changed duty says when it changed", () =>
  given(computerDuties, ...running, a("instance-amended", { recordedAt: later })).thenRows({
    [instance]: { changedAt: "4", changedOn: later },
  }));

test("a bang has all of the tree processed again, and who serves it from elsewhere", async () => {
  const other = a("instance-requested", { detail: { instance: child } });
  const detail = { instances: [instance], hosts: [child] };
  await given(
    computerDuties,
    ...[...running, other, a("bang-raised", { recordedAt: later, detail })],
  ).thenRows({
    [instance]: { changedAt: "5", changedOn: later },
    [child]: { changedAt: "5", changedOn: later },
  });
});

const shared = { instance: child, shared: true } as const;
const serving = [
  ...running,
  a("instance-requested", { detail: shared }),
  a("instance-hosted", { detail: { instance: child, host: instance } }),
];

test("a host hears of what it is to serve, and of each change of that", async () => {
  await given(computerDuties, ...serving).thenRows({
    [instance]: { changedAt: "5" },
    [child]: { place: undefined, shared: true },
  });
  const changes = [
    a("instance-amended", { detail: { ...shared, host: instance } }),
    a("instance-renamed", { detail: { instance: child, host: instance } }),
    a("award-lapsed", { detail: { instance: child, host: instance } }),
  ];
  for (const change of changes)
    await given(computerDuties, ...serving, change).thenRows({
      [instance]: { changedAt: "6", title: "my-guestbook", state: "started" },
      [child]: {},
    });
});

test("what a shared instance publishes is no news to the host that published it", () =>
  given(
    computerDuties,
    ...serving,
    a("connection-published", { detail: { instance: child } }),
  ).thenRows({ [instance]: { changedAt: "5" }, [child]: {} }));

test("a new title is told to the instance, and that of the root to all of its tree", async () => {
  const requests = [...running, a("instance-requested", { detail: { instance: child } })];
  const renamed = a("instance-renamed", { detail: { followers: [child] } });
  await given(computerDuties, ...requests, renamed).thenRows({
    [instance]: { title: "our-guestbook", changedAt: "5" },
    [child]: { title: "my-guestbook", changedAt: "5" },
  });
});

test("a partition with another address is processed again, under that address", async () => {
  const partitions = [{ reference: "slappart0", address: "10.0.0.9" }];
  const moved = a("capacity-set", { detail: { partitions, touched: [instance] } });
  await given(computerDuties, ...running, moved).thenRows({
    [instance]: { place: { ...place, address: "10.0.0.9" }, changedAt: "4" },
  });
  const elsewhere = { ...moved, items: ["computer:COMP-2" as const] };
  await given(computerDuties, ...running, elsewhere).thenRows({
    [instance]: { place, changedAt: "3" },
  });
});

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

test("an instance that moves is not said to run before its next agent says so", () => {
  const lapsed = [...running, a("instance-started"), a("award-lapsed")];
  const next = a("instance-awarded");
  const there = a("partition-allocated", { detail: { award: next.id } });
  return given(computerDuties, ...lapsed, next, there).thenRows({
    [instance]: { place, reported: "waiting" },
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

test("duties name the root that is there now, and by its present title", async () => {
  const award = a("instance-awarded", { detail: { instance: child } });
  const rows = await rowsAfter(
    a("instance-requested", { recordedAt: "2026-01-01T00:00:01.000Z" }),
    a("instance-amended", { detail: { state: "destroyed" } }),
    a("instance-requested", {
      recordedAt: "2026-01-01T00:00:02.000Z",
      detail: { instance: "INST-0000000000" },
    }),
    a("instance-renamed", { detail: { instance: "INST-0000000000", title: "third" } }),
    a("instance-requested", { detail: { instance: child, requester: "INST-0000000000" } }),
    award,
    a("partition-allocated", { detail: { instance: child, award: award.id } }),
  );
  const duties = await rows.read((at) => findDuties(at, "COMP-1"));
  assert.partialDeepStrictEqual(duties, [{ instance: child, rootTitle: "third" }]);
});
