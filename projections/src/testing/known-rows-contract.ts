/** What every adapter of rows must tell of their past: what was known, true, or different. */
import { expect, test } from "vitest";
import { type Doors, save, things } from "#projections/testing/things.ts";
import { instantAt } from "#projections/testing/written.ts";

export function knowing(doors: Doors): void {
  const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;

  test("at an instant up to the last position before which all was recorded by then", async () => {
    const { rows, other } = doors();
    await save(rows, 9n, {});
    const rises = [1, 3, 4].map((second) => ({ instant: at(second), after: BigInt(second) }));
    await rows.change((change) => change.know(rises.slice(0, 2), 4n));
    await rows.change((change) => change.know(rises.slice(2), 9n));
    const positions = [0, 1, 2, 3, 4].map((second) => other.positionAt(at(second)));
    expect(await Promise.all(positions)).toEqual([1n, 3n, 3n, 4n, 9n]);
    const known = await other.change(async (change) => change.known);
    expect(known).toEqual({ position: 9n, instant: at(4) });
  });

  test("up to a position, and not beyond where the rows are", async () => {
    const { rows, other } = doors();
    await save(rows, 1n, { a: { colour: "red" } });
    await save(rows, 2n, { a: { colour: "blue" }, b: { colour: "red" } });
    await save(rows, 3n, { a: undefined });
    const read = (knownAt: bigint) =>
      other.read(async (reader) => [await reader.position(), ...(await reader.find(things))], {
        knownAt,
      });
    expect(await read(0n)).toEqual([0n]);
    expect(await read(1n)).toEqual([1n, { colour: "red" }]);
    expect(await read(2n)).toEqual([2n, { colour: "blue" }, { colour: "red" }]);
    expect(await read(7n)).toEqual([3n, { colour: "red" }]);
  });

  test("as they were at an instant", async () => {
    const { rows, other } = doors();
    await save(rows, 1n, { a: { colour: "red" } });
    await save(rows, 2n, { a: undefined });
    const read = (at: string) => other.read((reader) => reader.get(things, "a"), { at });
    expect(await read(instantAt(0n))).toBeUndefined();
    expect(await read(instantAt(1n))).toEqual({ colour: "red" });
    expect(await read(instantAt(2n))).toBeUndefined();
  });

  test("to differ from another moment, page by page", async () => {
    const { rows, other } = doors();
    await save(rows, 1n, { a: { colour: "red" }, b: { colour: "red" }, c: { colour: "red" } });
    await save(rows, 2n, { a: { colour: "blue" }, c: undefined, d: { colour: "red" } });
    const changed = (after: string | undefined) =>
      other.read((reader) => reader.changed(things, { knownAt: 1n }, { after, limit: 2 }));
    expect(await changed(undefined)).toEqual([
      { key: "a", before: { colour: "red" }, after: { colour: "blue" } },
      { key: "c", before: { colour: "red" }, after: undefined },
    ]);
    expect(await changed("c")).toEqual([{ key: "d", before: undefined, after: { colour: "red" } }]);
  });
}
