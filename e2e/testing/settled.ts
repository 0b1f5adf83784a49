/** What must hold of a house that has come to rest, and of its books when all is closed. */
import assert from "node:assert/strict";
import { place, readView } from "@partita/allocator";
import { findInstance, listWaiting } from "@partita/projections/instance-status/query.ts";
import { listHeld } from "@partita/projections/partition-holders/query.ts";
import type { Movement } from "@partita/schemas";
import { hostingIsBilledWhole } from "./hosting-billed.ts";
import { all, type Kept } from "./invariants.ts";

/** Who waits was told why, and nothing on the market fits; who is gone holds nothing. */
export async function expectSettled({ rows }: Kept, now: string): Promise<void> {
  await rows.read(async (reader) => {
    const view = await readView(reader, now);
    for (const waiting of await listWaiting(reader)) {
      const { instance, phase } = waiting;
      assert.equal(phase, "deferred", `${instance} was never told why it waits`);
      const placement = place(waiting, view);
      assert.ok("reasons" in placement, `${instance} waits, although there is room for it`);
    }
    for (const { holder } of await listHeld(reader)) {
      const status = await findInstance(reader, holder.instance);
      assert.notEqual(status?.phase, "destroyed", `${holder.instance} holds ${holder.partition}`);
    }
  });
}

/** Each open award has its partition on its computer, and no partition is held without one. */
export async function expectAwardsKept({ store }: Kept): Promise<void> {
  const awarded = new Map<string, string>();
  const held = new Map<string, string>();
  for (const { movement, stream } of await all(store)) {
    const { kind, detail } = movement;
    if (kind === "instance-awarded") awarded.set(detail.instance, `computer-${detail.computer}`);
    if (kind === "award-lapsed" || kind === "instance-destroyed") awarded.delete(detail.instance);
    if (kind === "partition-allocated") held.set(`${stream} ${detail.partition}`, detail.instance);
    if (kind === "partition-released") held.delete(`${stream} ${detail.partition}`);
  }
  const holders = [...held].map(([place, instance]) => `${instance} ${place.split(" ")[0]}`);
  const owners = [...awarded].map(([instance, computer]) => `${instance} ${computer}`);
  assert.deepEqual(holders.toSorted(), owners.toSorted());
}

/** After the last closing of everybody: all that was consumed is on exactly one invoice. */
export async function expectAllBilled({ store }: Kept): Promise<void> {
  const movements = (await all(store)).map(({ movement }) => movement);
  hostingIsBilledWhole(movements);
  expectUsageBilled(movements);
}

/** All usage that was reported is on exactly one line. */
export function expectUsageBilled(movements: readonly Movement[]): void {
  assert.deepEqual(usageBilled(movements).toSorted(), usageReported(movements).toSorted());
}

function usageBilled(movements: readonly Movement[]): readonly string[] {
  return movements
    .flatMap((movement) => (movement.kind === "invoice-issued" ? movement.detail.lines : []))
    .flatMap((line) => line.movements);
}

function usageReported(movements: readonly Movement[]): readonly string[] {
  return movements.filter(({ kind }) => kind === "usage-reported").map(({ id }) => id);
}
