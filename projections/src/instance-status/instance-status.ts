/** What has become of an instance, from requested to destroyed? */
import type { Recorded } from "@partita/ledger";
import type { InstanceStatus, Movement } from "@partita/schemas";
import { computerOf, instanceOf, type KindAboutInstance } from "#projections/about.ts";
import { instanceStatusTable } from "#projections/instance-status/table.ts";
import type { Change, Projection } from "#projections/projection.ts";

export const instanceStatus: Projection<InstanceStatus> = {
  table: instanceStatusTable,
  on: {
    "instance-requested": { keys: instanceOf, apply: (_, recorded) => requested(recorded) },
    "instance-amended": becomes(amended),
    "allocation-deferred": becomes((row, { movement: { detail } }) => ({
      ...row,
      phase: "deferred",
      reasons: detail.reasons,
    })),
    "instance-awarded": becomes(awarded),
    "award-lapsed": becomes(lapsed),
    "partition-allocated": becomes(allocated),
    "instance-started": becomes(started),
    "instance-stopped": becomes(({ message: _, ...row }) => ({ ...row, phase: "stopped" })),
    "instance-failed": becomes((row, { movement: { detail } }) => ({
      ...row,
      phase: "failed",
      message: detail.message,
    })),
    "instance-destroyed": becomes(destroyed),
    "connection-published": becomes((row, { movement: { detail } }) => ({
      ...row,
      connection: detail.connection,
    })),
    "partition-released": becomes(released),
    "instance-renamed": becomes((row, { movement: { detail } }) => ({
      ...row,
      title: detail.title,
      revision: row.revision + 1,
    })),
    "instance-hosted": becomes(hosted),
    "bang-raised": {
      keys: ({ movement: { detail } }) => detail.instances,
      apply: (row, recorded) => row && banged(row, recorded),
    },
  },
};

/**
 * A movement about an instance changes its row, and the row says when; unless it is the same row.
 */
function becomes<K extends KindAboutInstance>(
  next: (row: InstanceStatus, recorded: Recorded<Movement<K>>) => InstanceStatus,
): Change<InstanceStatus, K> {
  return {
    keys: instanceOf,
    apply: (row, recorded) => {
      const after = row && next(row, recorded);
      return after === row ? row : after && { ...after, changedAt: String(recorded.position) };
    },
  };
}

function requested({
  movement,
  position,
}: Recorded<Movement<"instance-requested">>): InstanceStatus {
  return {
    ...movement.detail,
    revision: 1,
    phase: "requested",
    reasons: [],
    connection: {},
    requestedAt: movement.recordedAt,
    changedAt: String(position),
  };
}

/** The wish alone changes, not how far the instance has come; but what waits is judged anew. */
function amended(
  row: InstanceStatus,
  { movement: { detail } }: Recorded<Movement<"instance-amended">>,
): InstanceStatus {
  const { host: _, ...wish } = detail;
  return { ...judgedAnew(row), ...wish, revision: row.revision + 1 };
}

function judgedAnew(row: InstanceStatus): InstanceStatus {
  const phase = row.phase === "deferred" ? "requested" : row.phase;
  return { ...row, phase, reasons: [] };
}

/** Nobody need look again at what is gone. */
function banged(
  row: InstanceStatus,
  { movement: { detail, recordedAt }, position }: Recorded<Movement<"bang-raised">>,
): InstanceStatus {
  if (row.phase === "destroyed") return row;
  const bang = { message: detail.message, at: recordedAt };
  return { ...judgedAnew(row), bang, changedAt: String(position) };
}

function awarded(
  row: InstanceStatus,
  { movement: { id, detail } }: Recorded<Movement<"instance-awarded">>,
): InstanceStatus {
  const { offer, seller, computer, prices } = detail;
  const award = { award: id, offer, seller, computer, prices };
  return { ...row, phase: "awarded", reasons: [], award };
}

/** It is served in the partition of its host, and pays for none of its own. */
function hosted(
  row: InstanceStatus,
  { movement: { id, detail } }: Recorded<Movement<"instance-hosted">>,
): InstanceStatus {
  const { host, hostTree, computer, partition, seller } = detail;
  const served = { host: { instance: host, tree: hostTree }, partition };
  const award = { award: id, seller, computer };
  return { ...row, phase: "allocated", reasons: [], award, ...served };
}

function lapsed({
  award: _award,
  host: _host,
  message: _message,
  partition: _partition,
  startedAt: _startedAt,
  ...row
}: InstanceStatus): InstanceStatus {
  return { ...row, phase: "requested" };
}

/**
 * A computer whose award lapsed meanwhile may still hand over a partition; it comes back by
 * reconciliation.
 */
function allocated(
  row: InstanceStatus,
  recorded: Recorded<Movement<"partition-allocated">>,
): InstanceStatus {
  const { award, partition } = recorded.movement.detail;
  return row.award?.award === award ? { ...row, phase: "allocated", partition } : row;
}

function released(
  row: InstanceStatus,
  recorded: Recorded<Movement<"partition-released">>,
): InstanceStatus {
  if (row.award?.computer !== computerOf(recorded)) return row;
  const { partition: _, ...rest } = row;
  return rest;
}

function started(
  { message: _, ...row }: InstanceStatus,
  { movement: { startsAt, recordedAt } }: Recorded<Movement<"instance-started">>,
): InstanceStatus {
  return { ...row, phase: "started", startedAt: startsAt ?? recordedAt };
}

function destroyed({ message: _, ...row }: InstanceStatus): InstanceStatus {
  const { partition, ...rest } = row;
  // A partition of its own is told to come back; that of its host never was its own.
  const kept = partition !== undefined && row.host === undefined ? { partition } : {};
  return { ...rest, ...kept, phase: "destroyed", reasons: [] };
}
