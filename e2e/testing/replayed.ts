/** Whatever is read of any moment is what a replay of the log up to that moment makes. */
import assert from "node:assert/strict";
import {
  digestAll,
  effectiveAt,
  type Moment,
  memoryRows,
  projections,
  replay,
} from "@partita/projections";
import { all, type Kept } from "./invariants.ts";
import type { Random } from "./random.ts";

/** Of each sort of moment; a replay of a long life takes a while. */
const momentsEach = 2;

export async function expectReplayed(house: Kept, random: Random): Promise<void> {
  for (const moment of await someMoments(house, random)) {
    const replayed = memoryRows();
    await replay({ store: house.store, rows: replayed, projections, moment });
    const made = await replayed.read((reader) => digestAll(reader, projections));
    const read = await house.rows.read((reader) => digestAll(reader, projections), moment);
    assert.deepEqual(read, made, `as of ${textOf(moment)}`);
    await replayed.close();
  }
}

/** Where something happened, since nothing changes in between. */
async function someMoments({ store }: Kept, random: Random): Promise<readonly Moment[]> {
  const log = await all(store);
  const knownAt = () => random.oneOf(log).position;
  const at = () => effectiveAt(random.oneOf(log).movement);
  const each = Array.from({ length: momentsEach }, () => [
    { knownAt: knownAt() },
    { at: at() },
    { at: at(), knownAt: knownAt() },
  ]);
  return [{}, ...each.flat()];
}

function textOf({ at, knownAt }: Moment): string {
  return `${at ?? "any instant"}, position ${knownAt ?? "any"}`;
}
