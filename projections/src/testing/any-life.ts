/** Lives of any kind for property tests: movements that come in any order of their instants. */
import type { Recorded } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import fc from "fast-check";
import type { Projection } from "#projections/projection.ts";
import type { Table } from "#projections/rows/rows.ts";

export type Tale = { readonly colour: string; readonly told: string };

/** Few names, so that lives meet: three keys, and what is put aside under keys of their own. */
const names = ["INST-0000000001", "INST-0000000002", "INST-0000000003"] as const;
const instants = Array.from({ length: 9 }, (_, index) => `2026-01-01T00:00:0${index + 1}.000Z`);

export const tales: Table<Tale> = {
  name: "tales",
  version: 1,
  columns: { colour: ({ colour }) => (colour === "" ? null : colour) },
};

/**
 * Each row tells all that it went through, in its order, and has a colour by which to find it; when
 * it stops it is put aside, under a key that others may use too. One kind touches two rows.
 */
export const telling: Projection<Tale> = {
  table: tales,
  on: {
    "instance-started": {
      keys: ({ movement: { detail } }) => [detail.instance],
      apply: (row, { position }) => ({
        colour: ["red", "blue", ""][Number(position) % 3] ?? "",
        told: `${row?.told ?? ""}+${position}`,
      }),
    },
    "instance-failed": {
      keys: ({ movement: { detail } }) => [detail.instance, names[0]],
      apply: (row, { position }) => row && { ...row, told: `${row.told}!${position}` },
    },
    "instance-stopped": {
      keys: ({ movement: { detail } }) => [detail.instance],
      apply: (row) => (row?.colour === "blue" ? row : undefined),
      aside: (row, { position }) =>
        row.told.length % 2 === 0
          ? { key: row.told.slice(0, 2), row: { ...row, told: `${row.told}-${position}` } }
          : undefined,
    },
    "instance-destroyed": {
      keys: ({ movement: { detail } }) => [detail.instance],
      apply: (row) => (row?.colour === "red" ? row : undefined),
      aside: (row, { position }) => ({ key: names[1], row: { ...row, told: `=${position}` } }),
    },
  },
};

const kinds = [
  "instance-started",
  "instance-started",
  "instance-failed",
  "instance-stopped",
  "instance-destroyed",
] as const;

/** Positions with gaps, as EventStoreDB has them. */
export const anyLife: fc.Arbitrary<readonly Recorded[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      instance: fc.constantFrom(...names),
      startsAt: fc.constantFrom(...instants),
      gap: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 30 },
  )
  .map((steps) => {
    let position = 0n;
    return steps.map(({ kind, instance, startsAt, gap }, index) => {
      position += BigInt(gap);
      const made = a(kind);
      // What is changed is what these kinds have in common.
      const movement = {
        ...made,
        id: `life-${index}/0`,
        state: "started",
        startsAt,
        detail: { ...made.detail, instance },
      } as Movement;
      return { movement, position, revision: index + 1, stream: "instance-tree-TREE-1" };
    });
  });

export const anyMoment = fc.record(
  { at: fc.constantFrom(...instants), knownAt: fc.bigInt({ min: 0n, max: 70n }) },
  { requiredKeys: [] },
);
export const anyBatchSize = fc.integer({ min: 1, max: 12 });
