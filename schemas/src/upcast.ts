/** Gives a stored movement today's shape; one that has it already comes back as it is. */
import type { Movement } from "./movement.ts";
import type { StoredMovement, Upcaster } from "./movements/upcasters/define.ts";
import { upcasters } from "./movements/upcasters/registry.ts";

export type Upcast = (stored: Movement) => Movement;

/** By these steps, in their order; a kind without any costs one look into a table. */
export function upcastBy(steps: readonly Upcaster[]): Upcast {
  const stepsOf = new Map<string, readonly Upcaster["upcast"][]>();
  for (const { kinds, upcast } of steps)
    for (const kind of kinds) stepsOf.set(kind, [...(stepsOf.get(kind) ?? []), upcast]);
  return (stored) => {
    const mine = stepsOf.get(stored.kind);
    if (mine === undefined) return stored;
    // A store says that what it holds are movements, whatever shape they were written in.
    const past = stored as unknown as StoredMovement;
    const today = mine.reduce((shape, upcast) => upcast(shape), past);
    // The fixtures of every stored shape show that the last step leads to today's.
    return today as unknown as Movement;
  };
}

export const upcast: Upcast = upcastBy(upcasters);
