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
    "instance-amended": { keys: withHost, apply: amended },
    "instance-awarded": {
      keys: instanceOf,
      apply: (row, { movement }) => row && { ...row, awarded: movement.id },
    },
    "award-lapsed": { keys: withHost, apply: lapsed },
    "instance-hosted": {
      keys: ({ movement: { detail } }) => [detail.instance, detail.host],
      apply: touched,
    },
    "partition-allocated": { keys: instanceOf, apply: allocated },
    "connection-published": {
      keys: ({ movement: { detail } }) => [detail.instance, detail.requester ?? detail.instance],
      apply: published,
    },
    "instance-started": reports("started"),
    "instance-stopped": reports("stopped"),
    "instance-failed": {
      keys: instanceOf,
      apply: (row, { movement: { detail } }) =>
        row && { ...row, reported: "failed", message: detail.message },
    },
    "instance-destroyed": {
      keys: instanceOf,
      // Without a partition of its own there is none whose release would end the row.
      apply: (row) => (row?.place === undefined ? undefined : saying(row, "destroyed")),
    },
    "instance-renamed": {
      keys: ({ movement: { detail } }) => [
        detail.instance,
        ...(detail.followers ?? []),
        ...(detail.host === undefined ? [] : [detail.host]),
      ],
      apply: renamed,
    },
    "bang-raised": {
      keys: ({ movement: { detail } }) => [...detail.instances, ...(detail.hosts ?? [])],
      apply: touched,
    },
    "capacity-set": {
      keys: ({ movement: { detail } }) => detail.touched ?? [],
      apply: readdressed,
    },
    "partition-released": { keys: instanceOf, apply: released },
  },
};

type Report = "instance-started" | "instance-stopped";
type OfShared = Recorded<Movement<"instance-amended" | "award-lapsed">>;

function reports(reported: PartitionDuty["reported"]): Change<DutyRow, Report> {
  return {
    keys: instanceOf,
    apply: (row) => row && saying(row, reported),
  };
}

function saying({ message: _, ...row }: DutyRow, reported: PartitionDuty["reported"]): DutyRow {
  return { ...row, reported };
}

/** What is served there is a matter of its host too. */
function withHost({ movement: { detail } }: OfShared): readonly string[] {
  return detail.host === undefined ? [detail.instance] : [detail.instance, detail.host];
}

/** Its agent is to process the partition again. */
function touched(row: DutyRow | undefined, recorded: Recorded): DutyRow | undefined {
  return row && { ...row, ...now(recorded) };
}

function now({ position, movement }: Recorded): Pick<DutyRow, "changedAt" | "changedOn"> {
  return { changedAt: String(position), changedOn: movement.recordedAt };
}

function requested(recorded: Recorded<Movement<"instance-requested">>): DutyRow {
  const { movement } = recorded;
  const { instance, tree, title } = movement.detail;
  return {
    instance,
    tree,
    title,
    ...wish(movement),
    connection: {},
    reported: "waiting",
    ...now(recorded),
  };
}

function amended(
  row: DutyRow | undefined,
  recorded: Recorded<Movement<"instance-amended">>,
  key: string,
): DutyRow | undefined {
  const { movement } = recorded;
  if (row === undefined) return undefined;
  if (key !== movement.detail.instance) return touched(row, recorded);
  const next = { ...row, ...wish(movement) };
  // Its conditions too (as in SlapOS): by some of them the agent sets its firewall.
  const same = canonical(next) === canonical(row);
  return same ? next : { ...next, ...now(recorded) };
}

/** The part of a request that an agent acts upon: all but who asked for it. */
function wish({ detail }: Movement<"instance-requested" | "instance-amended">) {
  const { softwareRelease, softwareType, state, parameters, conditions, shared } = detail;
  const asked = { softwareRelease, softwareType, state, parameters, conditions };
  return shared ? { ...asked, shared } : asked;
}

/** The title of its root is a matter of each instance of the tree. */
function renamed(
  row: DutyRow | undefined,
  recorded: Recorded<Movement<"instance-renamed">>,
  key: string,
): DutyRow | undefined {
  const { instance, title } = recorded.movement.detail;
  const after = touched(row, recorded);
  return key === instance ? after && { ...after, title } : after;
}

/** Its partition is not as it was: the software in it is told of its new address. */
function readdressed(
  row: DutyRow | undefined,
  recorded: Recorded<Movement<"capacity-set">>,
): DutyRow | undefined {
  const { place } = row ?? {};
  if (place?.computer !== computerOf(recorded)) return row;
  const { partitions } = recorded.movement.detail;
  const partition = partitions.find(({ reference }) => reference === place.partition);
  const { address } = partition ?? place;
  return row && { ...row, place: { ...place, address }, ...now(recorded) };
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
  return { ...row, place: { computer, partition, address }, ...now(recorded) };
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
  recorded: Recorded<Movement<"connection-published">>,
  key: string,
): DutyRow | undefined {
  const { detail } = recorded.movement;
  if (key !== detail.instance) return touched(row, recorded);
  return row && { ...row, connection: detail.connection };
}

/** A host serves one less; what it served waits anew. */
function lapsed(
  row: DutyRow | undefined,
  recorded: Recorded<Movement<"award-lapsed">>,
  key: string,
): DutyRow | undefined {
  if (key !== recorded.movement.detail.instance) return touched(row, recorded);
  return row && homeless(row);
}

/** It waits for an award anew; no agent has said anything of where it comes to next. */
function homeless({
  awarded: _awarded,
  place: _place,
  message: _message,
  ...row
}: DutyRow): DutyRow {
  return { ...row, reported: "waiting" };
}
