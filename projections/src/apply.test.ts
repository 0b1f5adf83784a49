import assert from "node:assert/strict";
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import { applied, keysTouched } from "#projections/apply.ts";
import type { Projection } from "#projections/projection.ts";
import { recorded } from "#projections/testing/recorded.ts";

type Round = { readonly since: string; readonly until?: string };

/** Rounds from start to stop: what is over is put aside. */
const rounds: Projection<Round> = {
  table: { name: "rounds", version: 1, columns: {} },
  on: {
    "instance-started": {
      keys: ({ movement: { detail } }) => [detail.instance, detail.instance],
      apply: (row, { position }) => ({ since: `${row?.since ?? ""}${position}` }),
    },
    "instance-stopped": {
      keys: ({ movement: { detail } }) => [detail.instance],
      apply: () => undefined,
      aside: (row, { position }) => ({ key: row.since, row: { ...row, until: `${position}` } }),
    },
  },
};
const one = "INST-0000000001";
const [started, stopped] = [() => a("instance-started"), () => a("instance-stopped")];

const after = async (before: Readonly<Record<string, Round>>, ...movements: Movement[]) =>
  Object.fromEntries(
    applied(rounds, await recorded(...movements), new Map(Object.entries(before))),
  );

test("a batch touches each key once, and nothing by kinds it does not know", async () => {
  const log = await recorded(started(), a("instance-failed"), stopped());
  assert.deepEqual(keysTouched(rounds, log), [one]);
});

test("a movement that names a row twice changes it once", async () =>
  assert.deepEqual(await after({}, started()), { [one]: { since: "1" } }));

test("a row is what its last movement made of it, and undefined once it is gone", async () => {
  assert.deepEqual(await after({ [one]: { since: "0" } }, started()), { [one]: { since: "01" } });
  assert.deepEqual(await after({}, stopped()), { [one]: undefined });
});

test("what is over is kept under its own key, and its old key is free", async () =>
  assert.deepEqual(await after({}, started(), stopped(), started()), {
    "1": { since: "1", until: "2" },
    [one]: { since: "3" },
  }));
