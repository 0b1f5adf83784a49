/** Asks who holds partitions, now or during a period. */
import assert from "node:assert/strict";
import type { Holder } from "@partita/schemas";
import { keyOf } from "#projections/about.ts";
import { type HolderRow, partitionHoldersTable } from "#projections/partition-holders/table.ts";
import { forever } from "#projections/rows/forever.ts";
import type { RowReader } from "#projections/rows/rows.ts";

type Period = { readonly startsAt: string; readonly stopsAt: string };
type HeldOn = { readonly computer: string; readonly holder: Holder };

/** Who held a partition of this computer at any time of the period. */
export async function findHolders(
  rows: RowReader,
  computer: string,
  { startsAt, stopsAt }: Period,
): Promise<readonly Holder[]> {
  const found = await rows.find(partitionHoldersTable, {
    where: [
      ["computer", "=", computer],
      ["heldFrom", "<", stopsAt],
      ["heldUntil", ">", startsAt],
    ],
    orderBy: "heldFrom",
  });
  return found.map((row) => heldOn(row).holder);
}

/** Every partition that is held now, on every computer. */
export async function listHeld(rows: RowReader): Promise<readonly HeldOn[]> {
  const found = await rows.find(partitionHoldersTable, { where: [["heldUntil", "=", forever]] });
  return found.map(heldOn);
}

/**
 * Partitions that are held now, page by page, with the key to go on after: there may be hundreds of
 * thousands.
 */
export async function pageHeld(
  rows: RowReader,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly held: readonly HeldOn[]; readonly next: string | undefined }> {
  const where = [
    ["heldUntil", "=", forever],
    ["key", ">", after],
  ] as const;
  const held = (await rows.find(partitionHoldersTable, { where, limit })).map(heldOn);
  const last = held.length === limit ? held.at(-1) : undefined;
  return { held, next: last && keyOf(last.computer, last.holder.instance) };
}

function heldOn({ held, ...who }: HolderRow): HeldOn {
  assert(held, "a row found by what it holds holds something");
  const { computer, ...what } = held;
  return { computer, holder: { ...who, ...what } };
}
