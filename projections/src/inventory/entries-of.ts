/** Folds a batch of movements into entries: what moved, what stands from now on, what ended. */
import type { Recorded } from "@partita/ledger";
import { negated, plus } from "@partita/schemas";
import { effectiveAt } from "#projections/effective-at.ts";
import { counting, type Rule } from "#projections/inventory/counting.ts";
import type { Entry } from "#projections/inventory/entry.ts";
import { type Holding, holdingOf } from "#projections/inventory/holding.ts";

/** By key; undefined: nothing stands there any more. */
export type Standings = ReadonlyMap<string, Holding | undefined>;

export type Folded = {
  readonly entries: readonly Entry[];
  /** Only the keys that the batch changed. */
  readonly standings: Standings;
};

/** The keys that a batch asks about or changes: what stands there must be known to fold it. */
export function keysTouched(batch: readonly Recorded[]): readonly string[] {
  const keys = batch.flatMap(({ movement }) => {
    const { ends, stands } = ruleOf(movement);
    const standing = stands?.(movement);
    const ended = ends?.(movement) ?? [];
    return [...ended, standing?.key, standing?.unless].filter((key) => key !== undefined);
  });
  return [...new Set(keys)];
}

export function entriesOf(batch: readonly Recorded[], before: Standings): Folded {
  const entries: Entry[] = [];
  const changed = new Map<string, Holding | undefined>();
  const standingAt = (key: string) => (changed.has(key) ? changed.get(key) : before.get(key));
  for (const recorded of batch) {
    const { movement } = recorded;
    const { moves, ends, stands } = ruleOf(movement);
    const counted: Holding[] = moves === undefined ? [] : [holdingOf(movement)];
    for (const key of ends?.(movement) ?? []) {
      const ended = standingAt(key);
      if (ended === undefined) continue;
      counted.push(takenBack(ended));
      changed.set(key, undefined);
    }
    const standing = stands?.(movement);
    if (standing !== undefined && standingAt(standing.unless ?? standing.key) === undefined) {
      counted.push(standing.holding);
      changed.set(standing.key, standing.holding);
    }
    entries.push(...counted.map(entryOf(recorded)));
  }
  return { entries, standings: changed };
}

function ruleOf(movement: Recorded["movement"]): Rule {
  // Each rule reads movements of its own kind, which a lookup by name forgets.
  return counting[movement.kind] as Rule;
}

/** The ends stay as they are: what had gone out of the source comes back to it. */
function takenBack(ended: Holding): Holding {
  return { ...ended, quantity: negated(ended.quantity) };
}

function entryOf({ movement, stream, position }: Recorded) {
  const { id, kind, startsAt, stopsAt, recordedAt } = movement;
  const period = { ...(startsAt !== undefined && { startsAt }), ...(stopsAt && { stopsAt }) };
  const effective = effectiveAt(movement);
  const shared = { position, movement: id, kind, stream, effective, ...period, recordedAt };
  return (holding: Holding, index: number): Entry => ({
    ...shared,
    ...holding,
    // In its one form: 3.6, not 3.60.
    quantity: plus(holding.quantity),
    index,
  });
}
