/** What must hold of a house that has come to rest, and of its books when all is closed. */
import assert from "node:assert/strict";
import { chooseHost, findHosts, lostIn, place, readView, wouldLeave } from "@partita/allocator";
import type { RowReader } from "@partita/projections";
import {
  findInstance,
  listWaiting,
  pageHosted,
} from "@partita/projections/instance-status/query.ts";
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
      const placement =
        waiting.shared === true
          ? chooseHost(waiting, await findHosts(reader, waiting))
          : place(waiting, view);
      assert.ok("reasons" in placement, `${instance} waits, although there is room for it`);
    }
    for (const { instance, host, partition, award } of await allHosted(reader)) {
      const serving = await findInstance(reader, host?.instance ?? "");
      const place = `${award?.computer}/${partition}`;
      assert.notEqual(serving?.phase, "destroyed", `${instance} is served by what is gone`);
      assert.equal(`${serving?.award?.computer}/${serving?.partition}`, place, `of ${instance}`);
    }
    const lost = lostIn(view);
    for (const { computer, holder } of await listHeld(reader)) {
      const { instance } = holder;
      const status = await findInstance(reader, instance);
      assert.notEqual(status?.phase, "destroyed", `${instance} holds ${holder.partition}`);
      const stays = status !== undefined && !wouldLeave(status);
      assert.ok(stays || !lost.has(computer), `${instance} is on ${computer}, which is lost`);
    }
  });
}

/** A life is short: all that it serves is on one page. */
async function allHosted(reader: RowReader) {
  const { hosted } = await pageHosted(reader, { after: "", limit: Number.MAX_SAFE_INTEGER });
  return hosted.filter(({ phase }) => phase !== "destroyed");
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
  const isSold = ({ sourceSection, destinationSection }: Movement) =>
    sourceSection !== destinationSection;
  return movements
    .filter((movement) => movement.kind === "usage-reported" && isSold(movement))
    .map(({ id }) => id);
}
