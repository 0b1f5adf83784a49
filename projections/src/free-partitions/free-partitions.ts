/** Which partitions of each computer are free, and what can run in them? */
import type { ComputerOnMarket, Movement, MovementKind } from "@partita/schemas";
import { computerOf } from "#projections/about.ts";
import { freePartitionsTable } from "#projections/free-partitions/table.ts";
import type { Change, Projection } from "#projections/projection.ts";

export const freePartitions: Projection<ComputerOnMarket> = {
  table: freePartitionsTable,
  on: {
    "computer-registered": {
      keys: (recorded) => [computerOf(recorded)],
      apply: (_, { movement }, computer) => registered(computer, movement),
    },
    "computer-claimed": becomes((row, { detail }) => ({ ...row, agent: detail.agent })),
    "claim-released": becomes(({ agent: _, ...row }) => row),
    "capacity-set": becomes(resized),
    "partition-allocated": becomes((row, { detail: { partition } }) => ({
      ...row,
      free: without(row.free, partition),
      occupied: withOne(row.occupied, partition),
    })),
    "partition-released": becomes((row, { detail: { partition, retired } }) => ({
      ...row,
      free: retired ? row.free : withOne(row.free, partition),
      occupied: without(row.occupied, partition),
    })),
    "allocation-scope-set": becomes(({ scope: _, ...row }, { detail: { scope } }) =>
      scope === "open" ? row : { ...row, scope },
    ),
    "computer-lost": becomes((row) => ({ ...row, lost: true })),
    "software-supplied": becomes((row, { detail: { softwareRelease, state } }) => ({
      ...row,
      software:
        state === "available"
          ? withOne(row.software, softwareRelease)
          : without(row.software, softwareRelease),
    })),
  },
};

/** A movement in a computer's stream changes the computer's row. */
function becomes<K extends MovementKind>(
  next: (row: ComputerOnMarket, movement: Movement<K>) => ComputerOnMarket,
): Change<ComputerOnMarket, K> {
  return {
    keys: (recorded) => [computerOf(recorded)],
    apply: (row, { movement }) => row && next(row, movement),
  };
}

function registered(
  computer: string,
  { detail, destinationSection }: Movement<"computer-registered">,
): ComputerOnMarket {
  const { title, region } = detail;
  return {
    computer,
    title,
    region,
    owner: destinationSection,
    free: [],
    occupied: [],
    software: [],
  };
}

/**
 * A partition that holds an instance stays occupied, listed or not; an agent that lists them is
 * there: its computer is not lost.
 */
function resized(
  { lost: _, ...row }: ComputerOnMarket,
  { detail }: Movement<"capacity-set">,
): ComputerOnMarket {
  const partitions = detail.partitions
    .filter(({ retiring }) => !retiring)
    .map(({ reference }) => reference);
  const free = partitions.filter((partition) => !row.occupied.includes(partition)).sort();
  return { ...row, free };
}

function withOne(list: readonly string[], added: string): string[] {
  return [...new Set([...list, added])].sort();
}

function without(list: readonly string[], removed: string): string[] {
  return list.filter((one) => one !== removed);
}
