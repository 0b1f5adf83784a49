/** Who held a partition, and from when until when? */
import type { Recorded } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { computerOf, keyOf } from "#projections/about.ts";
import { type HolderRow, partitionHoldersTable } from "#projections/partition-holders/table.ts";
import type { Aside, Projection } from "#projections/projection.ts";

/**
 * Kept under computer and instance, since a computer may hand over a partition for an award that
 * lapsed meanwhile, while another computer has the next one: both holdings are true until the first
 * is taken back. What is over is put aside.
 */
export const partitionHolders: Projection<HolderRow> = {
  table: partitionHoldersTable,
  on: {
    "instance-awarded": {
      keys: ({ movement: { detail } }) => [keyOf(detail.computer, detail.instance)],
      apply: (row, { movement }) => ({ ...row, ...contract(movement) }),
    },
    "partition-allocated": { keys: holdingOf, apply: allocated },
    "partition-released": { keys: holdingOf, apply: released, aside: over },
  },
};

type OfHolding = Recorded<Movement<"partition-allocated" | "partition-released">>;

function holdingOf(recorded: OfHolding): readonly string[] {
  return [keyOf(computerOf(recorded), recorded.movement.detail.instance)];
}

/** The seller is the one of the offer: the computer may belong to somebody it resells for. */
function contract({ id, detail }: Movement<"instance-awarded">): HolderRow {
  const { instance, tree, seller, buyer } = detail;
  return { instance, tree, award: id, seller, buyer };
}

function allocated(
  row: HolderRow | undefined,
  recorded: Recorded<Movement<"partition-allocated">>,
): HolderRow | undefined {
  const { detail, recordedAt } = recorded.movement;
  const { partition, award } = detail;
  const held = { computer: computerOf(recorded), partition, award, heldFrom: recordedAt };
  return row && { ...row, held };
}

function released(row: HolderRow | undefined): HolderRow | undefined {
  if (row === undefined) return undefined;
  const { held: _, ...rest } = row;
  return rest;
}

function over(
  row: HolderRow,
  { movement }: Recorded<Movement<"partition-released">>,
): Aside<HolderRow> | undefined {
  if (row.held === undefined) return undefined;
  const { computer, heldFrom } = row.held;
  const held = { ...row.held, heldUntil: movement.recordedAt };
  return { key: keyOf(computer, row.instance, heldFrom), row: { ...row, held } };
}
