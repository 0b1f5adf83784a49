import assert from "node:assert/strict";
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { instanceStatus } from "#projections/instance-status/instance-status.ts";
import {
  findInstance,
  findRoot,
  findShared,
  listAwarded,
  listHosted,
  listInstances,
  listTree,
  listWaiting,
  pageHosted,
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

test("what it did where it was is not what it does where it comes to next", () =>
  given(
    instanceStatus,
    ...[requested, awarded, allocated, a("instance-started"), a("instance-failed")],
    a("award-lapsed"),
  ).thenRows({ [instance]: { phase: "requested", startedAt: undefined, message: undefined } }));

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

test("each change of the wish, and each new title, is one more", async () => {
  const life = [requested, a("instance-amended"), awarded, a("instance-renamed")];
  await given(instanceStatus, requested).thenRows({ [instance]: { revision: 1 } });
  await given(instanceStatus, ...life).thenRows({
    [instance]: { revision: 3, title: "our-guestbook", state: "stopped", changedAt: "4" },
  });
});

const shared = a("instance-requested", { detail: { shared: true } });
const hosted = a("instance-hosted");
const host = { instance: "INST-0000000002", tree: "TREE-0000000002" };

test("a shared instance is served in its host's partition, at no price", () =>
  given(instanceStatus, shared, hosted).thenRows({
    [instance]: {
      phase: "allocated",
      shared: true,
      host,
      partition: "slappart3",
      award: { award: hosted.id, seller: "organisation:hoster", computer: "COMP-1" },
    },
  }));

test("without its host it waits again; when it is gone itself, it has no partition", async () => {
  const lapsed = a("award-lapsed", { detail: { host: host.instance } });
  await given(instanceStatus, shared, hosted, lapsed).thenRows({
    [instance]: { phase: "requested", host: undefined, award: undefined, partition: undefined },
  });
  const gone = a("instance-destroyed", { detail: { host: host.instance } });
  await given(instanceStatus, shared, hosted, gone).thenRows({
    [instance]: { phase: "destroyed", partition: undefined },
  });
});

test("whom its movement names is no part of a wish", () =>
  given(
    instanceStatus,
    shared,
    a("instance-amended", { detail: { shared: true, host: host.instance } }),
  ).thenRows({ [instance]: { host: undefined, revision: 2 } }));

test("a bang is remembered, and what was deferred is judged anew", async () => {
  const banged = a("bang-raised", { recordedAt: "2026-01-01T12:00:00.000Z" });
  await given(instanceStatus, requested, a("allocation-deferred"), banged).thenRows({
    [instance]: {
      phase: "requested",
      reasons: [],
      bang: { message: "the web server does not answer", at: "2026-01-01T12:00:00.000Z" },
      changedAt: "3",
    },
  });
  await given(instanceStatus, requested, awarded, allocated, banged).thenRows({
    [instance]: { phase: "allocated", changedAt: "4" },
  });
  await given(instanceStatus, requested, a("instance-destroyed"), banged).thenRows({
    [instance]: { phase: "destroyed", bang: undefined, changedAt: "2" },
  });
});

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

test("a root is found by its owner and title, unless it is to be destroyed", async () => {
  const find = async (owner: string, title: string, ...more: readonly Movement[]) => {
    const rows = await rowsAfter(...trees, ...more);
    return rows.read(async (at) => (await findRoot(at, owner, title))?.instance);
  };
  const trees = [
    request("INST-A"),
    a("instance-requested", { detail: { instance: "INST-B", requester: "INST-A", title: "web" } }),
    a("instance-requested", { detail: { instance: "INST-C", owner: "person:bob" } }),
  ];
  assert.equal(await find("person:ada", "my-guestbook"), "INST-A");
  assert.equal(await find("person:bob", "my-guestbook"), "INST-C");
  assert.equal(await find("person:ada", "web"), undefined);
  const renamed = a("instance-renamed", { detail: { instance: "INST-A" } });
  assert.equal(await find("person:ada", "my-guestbook", renamed), undefined);
  assert.equal(await find("person:ada", "our-guestbook", renamed), "INST-A");
  const dying = a("instance-amended", { detail: { instance: "INST-A", state: "destroyed" } });
  assert.equal(await find("person:ada", "my-guestbook", dying), undefined);
  assert.equal(await find("person:ada", "my-guestbook", dying, request("INST-D")), "INST-D");
});

test("a tree is listed from its root down, without what is destroyed", async () => {
  const child = (reference: string, requester: string, recordedAt?: string) =>
    a("instance-requested", {
      ...(recordedAt !== undefined && { recordedAt }),
      detail: { instance: reference, requester },
    });
  const rows = await rowsAfter(
    request("INST-Z", "2026-01-01T00:00:00.000Z"),
    child("INST-B", "INST-Z", "2026-01-01T00:00:01.000Z"),
    child("INST-A", "INST-B", "2026-01-01T00:00:02.000Z"),
    child("INST-C", "INST-Z", "2026-01-01T00:00:03.000Z"),
    child("INST-D", "INST-Z", "2026-01-01T00:00:04.000Z"),
    a("instance-destroyed", { detail: { instance: "INST-D" } }),
    a("instance-requested", {
      items: ["instance-tree:TREE-2"],
      detail: { instance: "INST-E", tree: "TREE-2" },
    }),
  );
  assert.deepEqual(await rows.read(async (at) => names(await listTree(at, "TREE-0000000001"))), [
    "INST-Z",
    "INST-B",
    "INST-A",
    "INST-C",
  ]);
  assert.deepEqual(await rows.read((at) => listTree(at, "TREE-9")), []);
});

test("a host is told of those that are to run; all that it serves are listed too", async () => {
  const serve = (reference: string) => [
    a("instance-requested", { detail: { instance: reference, shared: true } }),
    a("instance-hosted", { detail: { instance: reference, host: "INST-H" } }),
  ];
  const amend = (reference: string, state: "stopped" | "destroyed") =>
    a("instance-amended", { detail: { instance: reference, shared: true, state } });
  const rows = await rowsAfter(
    ...[...serve("INST-C"), ...serve("INST-A"), ...serve("INST-B"), ...serve("INST-D")],
    amend("INST-B", "stopped"),
    amend("INST-D", "destroyed"),
    a("instance-destroyed", { detail: { instance: "INST-D", host: "INST-H" } }),
  );
  const ask = (query: typeof findShared) =>
    rows.read(async (at) => names(await query(at, "INST-H")));
  assert.deepEqual(await ask(findShared), ["INST-A", "INST-C"]);
  assert.deepEqual(await ask(listHosted), ["INST-A", "INST-B", "INST-C"]);
  assert.deepEqual(await rows.read((at) => findShared(at, "INST-A")), []);
  const { hosted } = await rows.read((at) => pageHosted(at, { after: "", limit: 9 }));
  assert.deepEqual(names(hosted), ["INST-A", "INST-B", "INST-C"]);
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
