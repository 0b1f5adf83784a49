import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { instanceStatus } from "#projections/instance-status/instance-status.ts";
import {
  findInstance,
  listAwarded,
  listInstances,
  listWaiting,
} from "#projections/instance-status/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const instance = "INST-0000000001";
const requested = a("instance-requested");
const awarded = a("instance-awarded");
const allocated = a("partition-allocated", { detail: { award: awarded.id } });

test("a requested instance waits", () =>
  given(instanceStatus, requested).thenRows({
    [instance]: { phase: "requested", reasons: [], changedAt: "1", title: "my-guestbook" },
  }));

test("a deferred request says why it waits", () =>
  given(instanceStatus, requested, a("allocation-deferred")).thenRows({
    [instance]: { phase: "deferred", reasons: [{ reason: "too-expensive", count: 2 }] },
  }));

test("an award freezes its price and ends the reasons", () =>
  given(instanceStatus, requested, a("allocation-deferred"), awarded).thenRows({
    [instance]: {
      phase: "awarded",
      reasons: [],
      award: {
        award: awarded.id,
        offer: "OFFER-0000000001",
        seller: "organisation:hoster",
        computer: "COMP-1",
        prices: awarded.detail.prices,
      },
    },
  }));

test("a lapsed award leaves the request waiting", () =>
  given(instanceStatus, requested, awarded, a("award-lapsed")).thenRows({
    [instance]: { phase: "requested", award: undefined },
  }));

test("an allocated and started instance knows its partition, and since when it runs", () =>
  given(instanceStatus, requested, awarded, allocated, a("instance-started")).thenRows({
    [instance]: {
      phase: "started",
      partition: "slappart0",
      startedAt: "2026-01-01T00:00:00.000Z",
      changedAt: "4",
    },
  }));

test("a failure says why until the instance runs again", async () => {
  const failed = [requested, awarded, allocated, a("instance-failed")];
  const message = "service guestbook exited with code 1";
  await given(instanceStatus, ...failed).thenRows({ [instance]: { phase: "failed", message } });
  await given(instanceStatus, ...failed, a("instance-started")).thenRows({
    [instance]: { phase: "started", message: undefined },
  });
});

test("an amended wish changes nothing of how far the instance has come", () =>
  given(instanceStatus, requested, awarded, allocated, a("instance-amended")).thenRows({
    [instance]: { state: "stopped", phase: "allocated", changedAt: "4" },
  }));

test("a changed wish is judged anew", () =>
  given(instanceStatus, requested, a("allocation-deferred"), a("instance-amended")).thenRows({
    [instance]: { phase: "requested", reasons: [] },
  }));

test("a partition of a computer that has no award is not the instance's", () =>
  given(instanceStatus, requested, awarded, a("award-lapsed"), allocated).thenRows({
    [instance]: { phase: "requested", partition: undefined, changedAt: "3" },
  }));

test("a partition that another computer takes back is not the instance's", () =>
  given(instanceStatus, requested, awarded, allocated, releasedElsewhere()).thenRows({
    [instance]: { phase: "allocated", partition: "slappart0" },
  }));

test("a destroyed instance is remembered without its partition", () =>
  given(
    instanceStatus,
    ...[requested, awarded, allocated, a("instance-stopped"), a("instance-destroyed")],
    a("partition-released"),
  ).thenRows({ [instance]: { phase: "destroyed", partition: undefined } }));

test("published connection parameters replace those before", () =>
  given(
    instanceStatus,
    requested,
    a("connection-published", { detail: { connection: { url: "http://127.0.0.1:1/" } } }),
    a("connection-published"),
  ).thenRows({ [instance]: { connection: { url: "http://127.0.0.1:8080/" } } }));

test("a movement about an instance that nobody requested makes no row", () =>
  given(instanceStatus, a("instance-started")).thenRows({}));

test("waiting are those that shall be started and have no award, first come first", async () => {
  const rows = await rowsAfter(
    request("INST-B", "2026-01-01T00:00:02.000Z"),
    request("INST-A", "2026-01-01T00:00:03.000Z"),
    request("INST-C", "2026-01-01T00:00:01.000Z"),
    a("allocation-deferred", { detail: { instance: "INST-A" } }),
    a("instance-awarded", { detail: { instance: "INST-C" } }),
    a("instance-requested", { detail: { instance: "INST-D", state: "stopped" } }),
  );
  assert.deepEqual(await rows.read(async (at) => names(await listWaiting(at))), [
    "INST-B",
    "INST-A",
  ]);
  assert.deepEqual(await rows.read(async (at) => names(await listAwarded(at))), ["INST-C"]);
});

test("instances are listed by any of their columns, continued after a reference", async () => {
  const rows = await rowsAfter(
    request("INST-A"),
    a("instance-requested", { detail: { instance: "INST-B", requester: "INST-A" } }),
    a("instance-requested", { detail: { instance: "INST-C", owner: "person:bob" } }),
  );
  const list = (filter: Parameters<typeof listInstances>[1]) =>
    rows.read(async (at) => names(await listInstances(at, filter)));
  assert.deepEqual(await list({ owner: "person:ada" }), ["INST-A", "INST-B"]);
  assert.deepEqual(await list({ requester: "INST-A" }), ["INST-B"]);
  assert.deepEqual(await list({ requester: null }), ["INST-A", "INST-C"]);
  assert.deepEqual(await list({ after: "INST-A" }), ["INST-B", "INST-C"]);
  assert.deepEqual(await list({}), ["INST-A", "INST-B", "INST-C"]);
  assert.equal(await rows.read((at) => findInstance(at, "INST-Z")), undefined);
});

function releasedElsewhere() {
  return a("partition-released", { items: ["computer:COMP-2"] });
}

function request(reference: string, recordedAt = "2026-01-01T00:00:00.000Z") {
  return a("instance-requested", { recordedAt, detail: { instance: reference } });
}

function names(list: readonly { readonly instance: string }[]): readonly string[] {
  return list.map((one) => one.instance);
}
