import assert from "node:assert/strict";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { freePartitions } from "#projections/free-partitions/free-partitions.ts";
import {
  findComputer,
  listComputers,
  listComputersOf,
} from "#projections/free-partitions/query.ts";
import { given } from "#projections/testing/given.ts";
import { rowsAfter } from "#projections/testing/rows-after.ts";

const registered = a("computer-registered");
const supplied = [registered, a("capacity-set")];

test("a registered computer is on the market with nothing to offer", () =>
  given(freePartitions, registered).thenRows({
    "COMP-1": {
      title: "A server in Paris",
      owner: "organisation:hoster",
      region: "europe/france",
      free: [],
      occupied: [],
      software: [],
    },
  }));

test("an allocated partition is no longer free", () =>
  given(freePartitions, ...supplied, a("partition-allocated")).thenRows({
    "COMP-1": { free: ["slappart1"], occupied: ["slappart0"] },
  }));

test("a released partition is free again", () =>
  given(
    freePartitions,
    ...[...supplied, a("partition-allocated"), a("partition-released")],
  ).thenRows({ "COMP-1": { free: ["slappart0", "slappart1"], occupied: [] } }));

test("a new capacity leaves occupied partitions occupied", () =>
  given(
    freePartitions,
    ...[...supplied, a("partition-allocated"), capacity("slappart2", "slappart0")],
  ).thenRows({ "COMP-1": { free: ["slappart2"], occupied: ["slappart0"] } }));

test("a partition that retires is not free, neither while it is held nor afterwards", async () => {
  const partitions = [
    { reference: "slappart0", address: "127.0.0.1", retiring: true as const },
    { reference: "slappart1", address: "127.0.0.1" },
  ];
  const retiring = a("capacity-set", { detail: { partitions } });
  const held = [...supplied, a("partition-allocated"), retiring];
  await given(freePartitions, ...held).thenRows({
    "COMP-1": { free: ["slappart1"], occupied: ["slappart0"] },
  });
  const retired = a("partition-released", { detail: { retired: true } });
  await given(freePartitions, ...held, retired).thenRows({
    "COMP-1": { free: ["slappart1"], occupied: [] },
  });
});

test("a computer is open unless it says otherwise", async () => {
  const closed = [registered, a("allocation-scope-set")];
  await given(freePartitions, registered).thenRows({ "COMP-1": { scope: undefined } });
  await given(freePartitions, ...closed).thenRows({ "COMP-1": { scope: "close/maintenance" } });
  const opened = a("allocation-scope-set", { detail: { scope: "open" } });
  await given(freePartitions, ...closed, opened).thenRows({ "COMP-1": { scope: undefined } });
});

test("a computer is lost until its agent sets its capacity again", async () => {
  const lost = [...supplied, a("computer-lost")];
  await given(freePartitions, ...lost).thenRows({ "COMP-1": { lost: true } });
  await given(freePartitions, ...lost, a("capacity-set")).thenRows({
    "COMP-1": { lost: undefined, free: ["slappart0", "slappart1"] },
  });
});

test("a claim names the agent in charge, until it is released", async () => {
  const claimed = [registered, a("computer-claimed")];
  await given(freePartitions, ...claimed).thenRows({ "COMP-1": { agent: "agent-0a1b2c" } });
  await given(freePartitions, ...claimed, a("claim-released")).thenRows({
    "COMP-1": { agent: undefined },
  });
});

test("software is on the market from its supply until its removal", async () => {
  const software = a("software-supplied");
  const removed = a("software-supplied", { detail: { state: "destroyed" } });
  await given(freePartitions, registered, software).thenRows({
    "COMP-1": { software: [software.detail.softwareRelease] },
  });
  await given(freePartitions, registered, software, removed).thenRows({
    "COMP-1": { software: [] },
  });
});

test("a region is listed with what lies within it", async () => {
  const rows = await rowsAfter(
    registered,
    a("computer-registered", { items: ["computer:COMP-2"], detail: { region: "asia/japan" } }),
    a("computer-registered", { items: ["computer:COMP-3"], detail: { region: "europe" } }),
  );
  const list = (region?: string) =>
    rows.read(async (at) => (await listComputers(at, region)).map(({ computer }) => computer));
  assert.deepEqual(await list(), ["COMP-1", "COMP-2", "COMP-3"]);
  assert.deepEqual(await list("europe"), ["COMP-1", "COMP-3"]);
  assert.deepEqual(await list("europe/france"), ["COMP-1"]);
  assert.equal(await rows.read((at) => findComputer(at, "COMP-9")), undefined);
});

test("an owner's computers are listed without those of others", async () => {
  const rows = await rowsAfter(
    registered,
    a("computer-registered", { items: ["computer:COMP-2"], destinationSection: "person:ada" }),
    a("computer-registered", { items: ["computer:COMP-3"] }),
  );
  const list = (owner: string) =>
    rows.read(async (at) => (await listComputersOf(at, owner)).map(({ computer }) => computer));
  assert.deepEqual(await list("organisation:hoster"), ["COMP-1", "COMP-3"]);
  assert.deepEqual(await list("person:ada"), ["COMP-2"]);
  assert.deepEqual(await list("person:bob"), []);
});

function capacity(...references: readonly string[]) {
  const partitions = references.map((reference) => ({ reference, address: "127.0.0.1" }));
  return a("capacity-set", { detail: { partitions } });
}
