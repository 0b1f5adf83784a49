/** Entries and questions by chance, from a seed: to hold one adapter to the other. */
import { type ItemId, instantOf, type NodeId, type ResourceId } from "@partita/schemas";
import type { Entry } from "#projections/inventory/entry.ts";
import { type Dimension, dimensions, type Filters } from "#projections/inventory/question.ts";
import { stocks } from "#projections/inventory/stock.ts";

const states = [
  "planned",
  "ordered",
  "confirmed",
  "started",
  "stopped",
  "delivered",
  "cancelled",
] as const;
const nodes = ["network:COMP-1", "project:TREE-1", "project:TREE-2"] as const satisfies NodeId[];
const sections = ["organisation:hoster", "person:ada"] as const satisfies NodeId[];
const items: readonly ItemId[] = ["computer:COMP-1", "instance:I-1", "instance:I-2", "offer:Ö 1"];
const kinds = ["usage-reported", "capacity-set", "amount-posted"] as const;
const resources = ["partition", "EUR"] as const satisfies ResourceId[];
const beginning = Date.parse("2026-01-01T00:00:00.000Z");
const dayMilliseconds = 86_400_000;
const daysMax = 90;

export type Chance = ReturnType<typeof chanceOf>;

/** The same seed, the same draws (mulberry32). */
export function chanceOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (max: number) => Math.floor(next() * max);
  function pick<Value>(from: readonly Value[]): Value {
    const found = from[below(from.length)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  }
  return { below, pick, is: (share: number) => next() < share };
}

/** Most delivered between the same two ends, so that some keys have very many lines. */
export function randomEntries(chance: Chance, count: number): readonly Entry[] {
  let position = 0n;
  let index = 0;
  return Array.from({ length: count }, () => {
    const again = position > 0n && chance.is(0.1);
    index = again ? index + 1 : 0;
    if (!again) position += BigInt(1 + chance.below(3));
    return randomEntry(chance, position, index);
  });
}

function randomEntry(chance: Chance, position: bigint, index: number): Entry {
  const often = chance.is(0.8);
  // Late and early ones among them, and many of the same instant.
  const recorded = Number(position % BigInt(daysMax)) * dayMilliseconds;
  const startsAt = randomInstant(chance);
  return {
    position,
    index,
    movement: `movement/${position}`,
    kind: chance.pick(kinds),
    stream: "usage-COMP-1",
    resource: often ? "partition" : chance.pick(resources),
    quantity: `${chance.is(0.2) ? "-" : ""}${chance.below(1000)}.${chance.below(9)}1`,
    source: often ? nodes[0] : chance.pick(nodes),
    sourceSection: often ? sections[0] : chance.pick(sections),
    destination: often ? nodes[1] : chance.pick(nodes),
    destinationSection: often ? sections[1] : chance.pick(sections),
    items: items.filter(() => chance.is(0.4)),
    state: often ? "delivered" : chance.pick(states),
    effective: startsAt,
    ...(chance.is(0.5) && { startsAt }),
    ...(chance.is(0.3) && { stopsAt: startsAt }),
    recordedAt: instantOf(beginning + recorded),
  };
}

function randomInstant(chance: Chance): string {
  const part = chance.is(0.5) ? 0 : chance.below(dayMilliseconds);
  return instantOf(beginning + chance.below(daysMax) * dayMilliseconds + part);
}

function randomFilters(chance: Chance): Filters {
  const maybe = <F extends Filters>(share: number, filters: F) => (chance.is(share) ? filters : {});
  return {
    ...maybe(0.5, { node: chance.pick(nodes) }),
    ...maybe(0.4, { section: chance.pick(sections) }),
    ...maybe(0.2, { mirrorNode: chance.pick(nodes) }),
    ...maybe(0.2, { mirrorSection: chance.pick(sections) }),
    ...maybe(0.2, { item: chance.pick(items) }),
    ...maybe(0.2, { kind: chance.pick(kinds) }),
    ...maybe(0.1, { state: chance.pick(states) }),
    ...maybe(0.3, { from: randomInstant(chance) }),
    ...maybe(0.3, { until: randomInstant(chance) }),
  };
}

export function randomQuestion(chance: Chance, head: bigint) {
  const moment = {
    ...(chance.is(0.7) && { at: randomInstant(chance) }),
    ...(chance.is(0.5) && { knownAt: BigInt(chance.below(Number(head) + 10)) }),
  };
  const filters = { resource: chance.pick(resources), ...randomFilters(chance) };
  return { filters, stock: chance.pick(stocks), moment };
}

export function randomDimensions(chance: Chance): readonly Dimension[] {
  const few = chance.is(0.5) ? 0.1 : 0.5;
  return dimensions.filter((dimension) => dimension === "resource" || chance.is(few));
}
