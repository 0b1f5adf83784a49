/** Compares what should be with what is, whatever was noticed or missed, and repairs it. */

import type { RowReader } from "@partita/projections";
import {
  findInstances,
  listAwarded,
  listWaiting,
  pageHosted,
} from "@partita/projections/instance-status/query.ts";
import { pageHeld } from "@partita/projections/partition-holders/query.ts";
import type { Holder, InstanceStatus } from "@partita/schemas";
import { allocate, computerOf, openAwardOf } from "#allocator/allocate.ts";
import { becauseFound } from "#allocator/because.ts";
import { orphansAmong, takeBack } from "#allocator/check-host.ts";
import { perStream } from "#allocator/per-stream.ts";
import { placeWaiting, type Waiting } from "#allocator/place-waiting.ts";
import { byAge } from "#allocator/plan.ts";
import type { Working } from "#allocator/ports.ts";
import { release } from "#allocator/release.ts";
import { leaversAmong, lostIn, rescue } from "#allocator/rescue.ts";
import type { Cursor } from "#allocator/task.ts";

/** Waiting instances placed by one pass: the oldest; the next pass takes those that then wait. */
export const reconciledMax = 1000;
/** Partitions, and shared instances, compared at once: for tens of milliseconds requests wait. */
export const pageMax = 1000;

/** A partition that is held, and how its holder stands. */
export type Held = {
  readonly computer: string;
  readonly holder: Pick<Holder, "partition" | "instance" | "award">;
  readonly status: InstanceStatus | undefined;
};

type Page = {
  readonly held: readonly Held[];
  /** Those of `held` that are to leave a computer that is lost. */
  readonly leavers: ReturnType<typeof leaversAmong>;
  /** Shared ones whose host is gone. */
  readonly orphans: readonly InstanceStatus[];
  readonly next: Cursor | undefined;
};

export type Differences = {
  /** Partitions of instances that are gone. */
  readonly unreleased: readonly Held[];
  /** Partitions under awards that are not open any more: given as the award lapsed. */
  readonly strays: readonly Held[];
  /** Partitions of instances that nobody knows: this must never be. */
  readonly contradictions: readonly Held[];
};

/**
 * A page of the partitions that are held and of the shared instances that are served; with the
 * first page, all that waits. Answers from where to go on; undefined at the end.
 */
export async function reconcile(ports: Working, from?: Cursor): Promise<Cursor | undefined> {
  const at = ports.clock.now();
  const page = await ports.rows.read(async (rows) => {
    const lost = lostIn(await ports.readView(rows, at));
    return readPage(rows, from ?? theBeginning, lost);
  });
  const { unreleased, strays, contradictions } = compare(page);
  for (const stray of strays) complain(ports, "a partition is held without an award", stray);
  for (const one of contradictions) complain(ports, "a partition is held in contradiction", one);
  await perStream([...unreleased, ...strays], computerOf, ({ computer, holder }) =>
    release(ports, { ...holder, computer, causes: [] }),
  );
  await perStream(page.leavers, computerOf, (one) => rescue(ports, { ...one, causes: [] }));
  await takeBack(
    ports,
    page.orphans.map((shared) => ({ shared, causes: [] })),
  );
  if (from === undefined) await placeAndAllocate(ports);
  return page.next;
}

const theBeginning = { held: "", hosted: "" };

async function placeAndAllocate(ports: Working): Promise<void> {
  const awarded = await ports.rows.read(listAwarded);
  const unallocated = awarded.flatMap((status) => openAwardOf(status) ?? []);
  await perStream(unallocated, computerOf, (award) => allocate(ports, award));
  await placeWaiting(ports, longestWaiting);
}

export function compare({ held }: Pick<Page, "held">): Differences {
  const known = held.flatMap((one) => (one.status ? [{ ...one, status: one.status }] : []));
  const gone = known.filter(({ status }) => status.phase === "destroyed");
  const alive = known.filter(({ status }) => status.phase !== "destroyed");
  return {
    unreleased: gone,
    strays: alive.filter(({ holder, status }) => status.award?.award !== holder.award),
    contradictions: held.filter(({ status }) => status === undefined),
  };
}

/** Errors: each names the partition, its holder, and the award that the instance has instead. */
function complain(ports: Working, says: string, { computer, holder, status }: Held): void {
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

async function readPage(rows: RowReader, from: Cursor, lost: ReadonlySet<string>): Promise<Page> {
  const ofHeld = from.held === undefined ? nothingHeld : await heldAfter(rows, from.held);
  const { hosted, next } =
    from.hosted === undefined
      ? nothingHosted
      : await pageHosted(rows, { after: from.hosted, limit: pageMax });
  return {
    held: ofHeld.held,
    leavers: leaversAmong(
      ofHeld.held.flatMap(({ status }) => status ?? []),
      lost,
    ),
    orphans: await orphansAmong(rows, hosted),
    next: cursorOf(ofHeld.next, next),
  };
}

const nothingHeld = { held: [], next: undefined };
const nothingHosted = { hosted: [], next: undefined };

async function heldAfter(rows: RowReader, after: string) {
  const { held, next } = await pageHeld(rows, { after, limit: pageMax });
  const holders = held.map(({ holder }) => holder.instance);
  const statuses = await findInstances(rows, [...new Set(holders)]);
  const known = held.map((one) => ({ ...one, status: statuses.get(one.holder.instance) }));
  return { held: known, next };
}

function cursorOf(held: string | undefined, hosted: string | undefined): Cursor | undefined {
  if (held === undefined && hosted === undefined) return undefined;
  return { ...(held !== undefined && { held }), ...(hosted !== undefined && { hosted }) };
}
