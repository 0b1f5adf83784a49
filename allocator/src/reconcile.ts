/** Compares what should be with what is, whatever was noticed or missed, and repairs it. */

import type { RowReader } from "@partita/projections";
import {
  findInstance,
  listAwarded,
  listWaiting,
} from "@partita/projections/instance-status/query.ts";
import { listHeld } from "@partita/projections/partition-holders/query.ts";
import type { Holder, InstanceStatus } from "@partita/schemas";
import { allocate, computerOf, type OpenAward, openAwardOf } from "#allocator/allocate.ts";
import { becauseFound } from "#allocator/because.ts";
import { perStream } from "#allocator/per-stream.ts";
import { placeWaiting, type Waiting } from "#allocator/place-waiting.ts";
import { byAge } from "#allocator/plan.ts";
import type { Ports } from "#allocator/ports.ts";
import { release } from "#allocator/release.ts";

/** Waiting instances placed by one pass: the oldest; the next pass takes those that then wait. */
export const reconciledMax = 1000;

/** A partition that is held, and how its holder stands. */
export type Held = {
  readonly computer: string;
  readonly holder: Pick<Holder, "partition" | "instance" | "award">;
  readonly status: InstanceStatus | undefined;
};

export type Moment = {
  readonly awarded: readonly InstanceStatus[];
  readonly held: readonly Held[];
};

export type Differences = {
  /** Awards that no computer was asked for, or whose answer got lost. */
  readonly unallocated: readonly OpenAward[];
  /** Partitions of instances that are gone. */
  readonly unreleased: readonly Held[];
  /** Partitions under awards that are not open any more: given as the award lapsed. */
  readonly strays: readonly Held[];
  /** Partitions of instances that nobody knows: this must never be. */
  readonly contradictions: readonly Held[];
};

export async function reconcile(ports: Ports): Promise<void> {
  const differences = compare(await ports.rows.read(readMoment));
  const { unallocated, unreleased, strays, contradictions } = differences;
  for (const stray of strays) complain(ports, "a partition is held without an award", stray);
  for (const one of contradictions) complain(ports, "a partition is held in contradiction", one);
  await perStream([...unreleased, ...strays], computerOf, ({ computer, holder }) =>
    release(ports, { ...holder, computer, causes: [] }),
  );
  await perStream(unallocated, computerOf, (award) => allocate(ports, award));
  await placeWaiting(ports, longestWaiting);
}

export function compare({ awarded, held }: Moment): Differences {
  const known = held.flatMap((one) => (one.status ? [{ ...one, status: one.status }] : []));
  const gone = known.filter(({ status }) => status.phase === "destroyed");
  const alive = known.filter(({ status }) => status.phase !== "destroyed");
  return {
    unallocated: awarded.flatMap((status) => openAwardOf(status) ?? []),
    unreleased: gone,
    strays: alive.filter(({ holder, status }) => status.award?.award !== holder.award),
    contradictions: held.filter(({ status }) => status === undefined),
  };
}

/** Errors: each names the partition, its holder, and the award that the instance has instead. */
function complain(ports: Ports, says: string, { computer, holder, status }: Held): void {
  const { partition, instance, award } = holder;
  const ownAward = status?.award?.award;
  ports.log({ level: "error", says, computer, partition, instance, award, ownAward });
}

async function longestWaiting(rows: RowReader): Promise<readonly Waiting[]> {
  const waiting = await listWaiting(rows);
  return waiting
    .map((instance) => ({ instance, because: becauseFound(instance) }))
    .toSorted(byAge)
    .slice(0, reconciledMax);
}

async function readMoment(rows: RowReader): Promise<Moment> {
  const held: Held[] = [];
  for (const { computer, holder } of await listHeld(rows))
    held.push({ computer, holder, status: await findInstance(rows, holder.instance) });
  return { awarded: await listAwarded(rows), held };
}
