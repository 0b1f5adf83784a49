/** Takes a batch of movements into all live projections, and moves the checkpoint, all at once. */
import type { Recorded } from "@partita/ledger";
import { applyAll } from "#projections/apply-to.ts";
import { noteInstants } from "#projections/known-instants.ts";
import type { Projection } from "#projections/projection.ts";
import type { Generation, KeptRows, RowChange } from "#projections/rows/kept-rows.ts";

/**
 * What of the batch lies behind the checkpoint was taken already, by this process or another: it
 * changes nothing.
 */
export async function advance(
  rows: KeptRows,
  projections: readonly Projection<object>[],
  batch: readonly Recorded[],
): Promise<void> {
  await rows.change(async (change) => {
    const fresh = batch.filter(({ position }) => position > change.checkpoint);
    const last = fresh.at(-1);
    if (last === undefined) return;
    const takings = projections.map((projection) => ({
      projection,
      generation: liveOf(change, projection),
      batch: fresh,
    }));
    await applyAll(change, takings);
    await noteInstants(change, fresh);
    await change.moveCheckpoint(
      projections.map(({ table }) => table.name),
      last.position,
    );
  });
}

/**
 * Throws when another process runs another house on these rows: rows of two meanings must not mix.
 */
function liveOf(change: RowChange, { table }: Projection<object>): Generation {
  const live = change.generations.find(
    ({ name, state }) => name === table.name && state === "live",
  );
  if (live?.version !== table.version)
    throw new Error(
      `${table.name} is live in version ${live?.version ?? "none"}, ` +
        `this process knows ${table.version}: restart it`,
    );
  if (live.position !== change.checkpoint)
    throw new Error(
      `${table.name} stands at ${live.position}, the others at ${change.checkpoint}: ` +
        "another process runs without it; restart this one when that one is stopped",
    );
  return live;
}
