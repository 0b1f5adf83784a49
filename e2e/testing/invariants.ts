/** What must hold of any log, whatever was asked, doubled, lost or killed on the way. */
import assert from "node:assert/strict";
import type { MovementStore, Recorded } from "@partita/ledger";
import { catchUp, digest, type KeptRows, memoryRows, projections } from "@partita/projections";
import { listBalances } from "@partita/projections/account-balance/query.ts";
import { compareDecimals, type Movement, minus, plus } from "@partita/schemas";
import { hostingIsBilledOnce } from "./hosting-billed.ts";
import {
  bangsComeOnce,
  bangsReachAll,
  nobodyPaysItself,
  retiringTakeNobody,
  revisionsCountWishes,
  sharedHoldNothing,
} from "./rules.ts";

export type Kept = { readonly store: MovementStore; readonly rows: KeptRows };

/**
 * Throws at the first that does not hold, with what was found. The positions of a log in
 * EventStoreDB have gaps; all others count.
 */
export async function expectInvariants(house: Kept, { gapless = true } = {}): Promise<void> {
  const recorded = await all(house.store);
  const movements = recorded.map(({ movement }) => movement);
  positionsRise(recorded, gapless);
  idsAreUnique(movements);
  ownersAreExclusive(movements);
  capacityIsConserved(movements);
  invoicesAreExact(movements);
  hostingIsBilledOnce(movements);
  booksBalance(movements);
  retiringTakeNobody(recorded);
  sharedHoldNothing(movements);
  bangsComeOnce(movements);
  bangsReachAll(movements);
  nobodyPaysItself(movements);
  await revisionsCountWishes(house, movements);
  await balancesAreThoseOfTheLog(house, movements);
  await rebuiltRowsAreEqual(house);
}

export async function all(store: MovementStore): Promise<readonly Recorded[]> {
  return store.readAll(0n, Number.MAX_SAFE_INTEGER);
}

function positionsRise(recorded: readonly Recorded[], gapless: boolean): void {
  for (const [index, { position }] of recorded.entries()) {
    if (gapless) assert.equal(position, BigInt(index + 1));
    else assert.ok(position > (recorded[index - 1]?.position ?? 0n), `${position} does not rise`);
  }
}

function idsAreUnique(movements: readonly Movement[]): void {
  assert.equal(new Set(movements.map(({ id }) => id)).size, movements.length);
}

/** A partition has one instance, an instance one partition, and at most one open award. */
function ownersAreExclusive(movements: readonly Movement[]): void {
  const instanceOf = new Map<string, string>();
  const awardOf = new Map<string, string>();
  for (const movement of movements) {
    const partition = movement.items.find((item) => item.startsWith("partition:")) ?? "";
    if (movement.kind === "partition-allocated") {
      const { instance } = movement.detail;
      assert.ok(!instanceOf.has(partition), `${partition} was given away twice`);
      assert.ok(![...instanceOf.values()].includes(instance), `${instance} got two partitions`);
      instanceOf.set(partition, instance);
    }
    if (movement.kind === "partition-released") instanceOf.delete(partition);
    if (movement.kind === "instance-awarded") {
      assert.ok(!awardOf.has(movement.detail.instance), `${movement.detail.instance}: two awards`);
      awardOf.set(movement.detail.instance, movement.id);
    }
    if (movement.kind === "award-lapsed") awardOf.delete(movement.detail.instance);
  }
}

/** The balance of partitions at a computer is what is free there, and never below zero. */
function capacityIsConserved(movements: readonly Movement[]): void {
  const balance = new Map<string, string>();
  for (const { resource, source, destination, quantity } of movements) {
    if (resource !== "partition") continue;
    balance.set(source, minus(balance.get(source) ?? "0", quantity));
    balance.set(destination, plus(balance.get(destination) ?? "0", quantity));
  }
  for (const [node, held] of balance)
    if (node.startsWith("network:") || node.startsWith("project:"))
      assert.ok(compareDecimals(held, "0") >= 0, `${node} holds ${held} partitions`);
}

/** Lines sum to the total, each seller's numbers count up, and no usage is billed twice. */
function invoicesAreExact(movements: readonly Movement[]): void {
  const billed = new Set<string>();
  const numbers = new Map<string, number>();
  for (const movement of movements) {
    if (movement.kind !== "invoice-issued") continue;
    const { lines, total, seller } = movement.detail;
    numbers.set(seller, (numbers.get(seller) ?? 0) + 1);
    assert.equal(movement.detail.number, numbers.get(seller));
    assert.equal(compareDecimals(plus(...lines.map(({ amount }) => amount)), total), 0);
    for (const id of lines.flatMap((line) => line.movements)) {
      assert.ok(!billed.has(id), `${id} was billed twice`);
      billed.add(id);
    }
  }
}

/** Every amount leaves one account and enters another, and what was invoiced is what was posted. */
function booksBalance(movements: readonly Movement[]): void {
  const invoiced = movements.filter((movement) => movement.kind === "invoice-issued");
  const posted = movements.filter((movement) => movement.kind === "amount-posted");
  assert.equal(
    compareDecimals(
      plus("0", ...invoiced.map(({ detail }) => detail.total)),
      plus("0", ...posted.map(({ quantity }) => quantity)),
    ),
    0,
  );
}

/** The trial balance of each seller is the sum of what was posted. */
async function balancesAreThoseOfTheLog({ rows }: Kept, movements: readonly Movement[]) {
  const sums = new Map<string, string>();
  const posted = movements.filter(({ kind }) => kind === "amount-posted");
  for (const { resource, quantity, ...ends } of posted) {
    const to = `${ends.destinationSection} ${ends.destination} ${resource}`;
    const from = `${ends.sourceSection} ${ends.source} ${resource}`;
    sums.set(to, plus(sums.get(to) ?? "0", quantity));
    sums.set(from, minus(sums.get(from) ?? "0", quantity));
  }
  const sellers = new Set(posted.map(({ sourceSection }) => sourceSection));
  const lists = [...sellers].map((seller) => rows.read((reader) => listBalances(reader, seller)));
  const told = (await Promise.all(lists)).flat().map((row) => {
    return [`${row.organisation} ${row.account} ${row.currency}`, row.balance] as const;
  });
  assert.deepEqual(new Map(told.toSorted()), new Map([...sums].toSorted()));
}

/** Rows made from nothing are those that grew with the log. */
async function rebuiltRowsAreEqual({ store, rows }: Kept): Promise<void> {
  const anew = memoryRows();
  await catchUp({ store, rows: anew, projections });
  for (const { table } of projections) {
    const live = await rows.read((reader) => digest(reader, table));
    const rebuilt = await anew.read((reader) => digest(reader, table));
    assert.equal(live, rebuilt, `${table.name} differs from its rebuilt rows`);
  }
  await anew.close();
}
