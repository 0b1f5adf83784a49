/** What the parts of the contract share: how they write, and what they expect of a whole log. */
import type { Movement, MovementOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect } from "vitest";
import type { MovementStore, Position, Recorded } from "#ledger/store/store.ts";

export type OpenStore = {
  readonly store: MovementStore;
  /** A second store over the same log, as another process would open it. */
  readonly other: MovementStore;
  close(): Promise<void>;
};

export const appendersMax = 16;
export const appendsEach = 25;

export type Stores = () => OpenStore;
type Written = MovementOf<"computer">;

/** A movement of a command of its own, or the one at this index of a command that is named. */
export function written(command?: string, index = 0): Written {
  return command === undefined
    ? a("capacity-set")
    : a("capacity-set", { id: `${command}/${index}` });
}

export const append = (
  store: MovementStore,
  stream: string,
  expected: number,
  movements: Written[],
) => store.append("computer", stream, expected, movements);

/** So many are in the log, in an order that all agree on; the head is at the last of them. */
export async function expectLog(store: MovementStore, count: number): Promise<readonly Recorded[]> {
  const all = await everything(store);
  expect(all).toHaveLength(count);
  expectToRise(all.map(({ position }) => position));
  expect(await store.head()).toBe(all.at(-1)?.position ?? 0n);
  return all;
}

/** Page by page: a page may be shorter than asked for, but none is empty before the end. */
export async function everything(store: MovementStore): Promise<readonly Recorded[]> {
  const all: Recorded[] = [];
  for (;;) {
    const page = await store.readAll(all.at(-1)?.position ?? 0n, 1_000);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

export function expectToRise(positions: readonly Position[]): void {
  for (const [index, position] of positions.entries())
    expect(position).toBeGreaterThan(positions[index - 1] ?? 0n);
}

/** Appends one after the other to a stream that others append to as well. */
export async function writeMany(store: MovementStore, stream: string): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < appendsEach) {
    const movement: Movement = written();
    const revision = (await store.read("computer", stream)).length;
    const appended = await store.append("computer", stream, revision, [movement]);
    if (appended.status === "appended") ids.push(movement.id);
  }
  return ids;
}
