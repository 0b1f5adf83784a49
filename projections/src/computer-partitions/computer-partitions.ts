/** Which partitions does a computer have, with their addresses and capabilities? */
import { computerOf } from "#projections/about.ts";
import {
  computerPartitionsTable,
  type PartitionsRow,
} from "#projections/computer-partitions/table.ts";
import type { Projection } from "#projections/projection.ts";

export const computerPartitions: Projection<PartitionsRow> = {
  table: computerPartitionsTable,
  on: {
    "capacity-set": {
      keys: (recorded) => [computerOf(recorded)],
      apply: (_, { movement }, computer) => ({ computer, partitions: movement.detail.partitions }),
    },
    "partition-released": {
      keys: (recorded) => [computerOf(recorded)],
      apply: (row, { movement: { detail } }) =>
        row && detail.retired ? without(row, detail.partition) : row,
    },
  },
};

function without(row: PartitionsRow, partition: string): PartitionsRow {
  const partitions = row.partitions.filter(({ reference }) => reference !== partition);
  return { ...row, partitions };
}
