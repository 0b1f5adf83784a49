/** What should run in the partitions of a computer? */
import type { Recorded } from "@partita/ledger";
import { canonical, type Movement, type PartitionDuty } from "@partita/schemas";
import { computerOf, instanceOf } from "#projections/about.ts";
import { computerDutiesTable, type DutyRow } from "#projections/computer-duties/table.ts";
import type { Change, Projection } from "#projections/projection.ts";

/**
 * `changedAt` moves when the agent must process a partition again; never by what the agent itself
 * reports of it.
 */
export const computerDuties: Projection<DutyRow> = {
  table: computerDutiesTable,
  on: {
    "instance-requested": { keys: instanceOf, apply: (_, recorded) => requested(recorded) },
    "instance-amended": { keys: instanceOf, apply: amended },
    "instance-awarded": {
      keys: instanceOf,
      apply: (row, { movement }) => row && { ...row, awarded: movement.id },
    },
    "award-lapsed": { keys: instanceOf, apply: (row) => row && homeless(row) },
    "partition-allocated": { keys: instanceOf, apply: allocated },
    "connection-published": {
      keys: ({ movement: { detail } }) => [detail.instance, detail.requester ?? detail.instance],
      apply: published,
    },
    "instance-started": reports("started"),
    "instance-stopped": reports("stopped"),
    "instance-failed": reports("failed"),
    "instance-destroyed": reports("destroyed"),
    "partition-released": { keys: instanceOf, apply: released },
  },
};

type Report = "instance-started" | "instance-stopped" | "instance-failed" | "instance-destroyed";

function reports(reported: PartitionDuty["reported"]): Change<DutyRow, Report> {
  return { keys: instanceOf, apply: (row) => row && { ...row, reported } };
}

function requested({ movement, position }: Recorded<Movement<"instance-requested">>): DutyRow {
  const { instance, tree, title } = movement.detail;
  return {
    instance,
    tree,
    title,
    ...wish(movement),
    connection: {},
    reported: "waiting",
    changedAt: String(position),
  };
}

function amended(
  row: DutyRow | undefined,
  { movement, position }: Recorded<Movement<"instance-amended">>,
): DutyRow | undefined {
  if (row === undefined) return undefined;
  const next = { ...row, ...wish(movement) };
  const same = canonical(next) === canonical(row);
  return same ? next : { ...next, changedAt: String(position) };
}

/** The part of a request that an agent acts upon: conditions are for the market. */
function wish({ detail }: Movement<"instance-requested" | "instance-amended">) {
  const { softwareRelease, softwareType, state, parameters } = detail;
  return { softwareRelease, softwareType, state, parameters };
}

/**
 * A computer whose award lapsed meanwhile may still hand over a partition; nothing is to run in it.
 */
function allocated(
  row: DutyRow | undefined,
  recorded: Recorded<Movement<"partition-allocated">>,
): DutyRow | undefined {
  const { partition, address, award } = recorded.movement.detail;
  const computer = computerOf(recorded);
  if (row?.awarded !== award) return row;
  return { ...row, place: { computer, partition, address }, changedAt: String(recorded.position) };
}

function released(
  row: DutyRow | undefined,
  recorded: Recorded<Movement<"partition-released">>,
): DutyRow | undefined {
  if (row?.place?.computer !== computerOf(recorded)) return row;
  return row.state === "destroyed" ? undefined : homeless(row);
}

/** The publisher keeps its connection; whoever requested it has templates to fill in again. */
function published(
  row: DutyRow | undefined,
  { movement: { detail }, position }: Recorded<Movement<"connection-published">>,
  key: string,
): DutyRow | undefined {
  if (key === detail.instance) return row && { ...row, connection: detail.connection };
  return row && { ...row, changedAt: String(position) };
}

/** It waits for an award anew. */
function homeless({ awarded: _awarded, place: _place, ...row }: DutyRow): DutyRow {
  return row;
}
