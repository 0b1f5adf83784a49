import assert from "node:assert/strict";
import type { Recorded } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { test } from "vitest";
import type { Projection } from "#projections/projection.ts";
import type { Life } from "#projections/rows/life.ts";
import { versionsMade, wantedBy } from "#projections/versions.ts";

type Round = { readonly told: string };

/** Rounds from start to stop: what is over is put aside, under a key that all of them share. */
const rounds: Projection<Round> = {
  table: { name: "rounds", version: 1, columns: { begun: ({ told }) => told.slice(0, 1) } },
  on: {
    "instance-started": {
      keys: ({ movement: { detail } }) => [detail.instance],
      apply: (row, { position }) => ({ told: `${row?.told ?? ""}${position}` }),
    },
    "instance-stopped": {
      keys: ({ movement: { detail } }) => [detail.instance],
      apply: () => undefined,
      aside: (row) => ({ key: "over", row }),
    },
    "usage-reported": {
      keys: ({ movement }) => [movement.id],
      isOwn: true,
      apply: (_, { position }) => ({ told: `${position}` }),
    },
  },
};

const key = "INST-0000000001";
const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
type Kind = "instance-started" | "instance-stopped";

function recorded(kind: Kind, position: number, second: number): Recorded {
  const detail = { ...a(kind).detail, instance: key };
  // What is changed is what these kinds have in common.
  const movement = { ...a(kind), state: "started", startsAt: at(second), detail } as Movement;
  return { movement, position: BigInt(position), revision: position, stream: "instance-tree-T" };
}

const made = (batch: readonly Recorded[], lives: Readonly<Record<string, Life<Round>>> = {}) => {
  const wanted = wantedBy(rounds, batch);
  return versionsMade(rounds, batch, { wanted, lives: new Map(Object.entries(lives)) });
};
const short = (result: ReturnType<typeof made>) => {
  assert(!("missing" in result), "all is known");
  return result.versions.map(
    (one) => `${one.key} ${one.position} ${one.effective[18]} ${one.row?.told ?? "-"}`,
  );
};

test("what is not late makes one version each", () =>
  assert.deepEqual(
    short(made([recorded("instance-started", 1, 1), recorded("instance-started", 2, 3)])),
    [`${key} 1 1 1`, `${key} 2 3 12`],
  ));

test("what is late makes a version for each segment from its instant on", () =>
  assert.deepEqual(
    short(
      made([
        recorded("instance-started", 1, 1),
        recorded("instance-started", 2, 3),
        recorded("instance-started", 3, 2),
      ]),
    ).slice(2),
    [`${key} 3 2 13`, `${key} 3 3 123`],
  ));

test("what changes nothing makes no version", () =>
  assert.deepEqual(short(made([recorded("instance-stopped", 1, 1)])), []));

test("a version may be found anew only when its columns changed", () => {
  const result = made([recorded("instance-started", 1, 1), recorded("instance-started", 2, 3)]);
  assert(!("missing" in result));
  assert.deepEqual(
    result.versions.map(({ enters }) => enters),
    [true, false],
  );
});

test("what is put aside late must know what its key has afterwards", () => {
  const late = [
    recorded("instance-started", 1, 1),
    recorded("instance-stopped", 2, 5),
    recorded("instance-stopped", 3, 3),
  ];
  assert.deepEqual(made(late), { missing: new Map([["over", at(3)]]) });
  const wanted = new Map([...wantedBy(rounds, late), ["over", at(3)] as const]);
  assert.deepEqual(short(versionsMade(rounds, late, { wanted, lives: new Map() })), [
    `${key} 1 1 1`,
    "over 2 5 1",
    `${key} 2 5 -`,
    "over 3 3 1",
    `${key} 3 3 -`,
  ]);
});

test("a key that only its movement has is not looked up", () => {
  const report = { movement: a("usage-reported"), position: 1n, revision: 1, stream: "usage-C" };
  assert.equal(wantedBy(rounds, [report]).size, 0);
  assert.deepEqual(short(made([report])), [`${report.movement.id} 1 0 1`]);
});
