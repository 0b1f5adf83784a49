/** What every adapter of rows must do: the same finds, of one moment, all or nothing. */
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { KeptRows } from "#projections/rows/kept-rows.ts";
import type { Finding } from "#projections/rows/rows.ts";
import { knowing } from "#projections/testing/known-rows-contract.ts";
import type { OpenRows } from "#projections/testing/open-rows.ts";
import { all, type Doors, save, type Thing, things, wanted } from "#projections/testing/things.ts";
import { instantAt, written } from "#projections/testing/written.ts";

export function rowsContract(name: string, open: () => Promise<OpenRows>): void {
  describe(`rows in ${name}`, () => {
    let opened: OpenRows;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const doors = () => opened;

    describe("are found", () => finding(doors));
    describe("are changed", () => changing(doors));
    describe("are of one moment", () => reading(doors));
    describe("are waited for", () => waiting(doors));
    describe("are replaced", () => replacing(doors));
    describe("are known", () => knowing(doors));
  });
}

const kept: Readonly<Record<string, Thing>> = {
  A: { colour: "red", amount: "2" },
  B: { colour: "blue" },
  a: { colour: "red", amount: "10" },
  b: { amount: "1" },
  é: { colour: "red", amount: "1" },
  "\uFFFD": { colour: "Red" },
  "😀": { colour: "blue", amount: "2" },
};

const findings: readonly (readonly [Finding, string])[] = [
  [{}, "A B a b é \uFFFD 😀"],
  [{ limit: 2 }, "A B"],
  [{ where: [["colour", "=", "red"]] }, "A a é"],
  [{ where: [["colour", "=", null]] }, "b"],
  [{ where: [["colour", "!=", null]] }, "A B a é \uFFFD 😀"],
  [{ where: [["colour", "!=", "red"]] }, "B b \uFFFD 😀"],
  [{ where: [["colour", "in", ["blue", "Red"]]] }, "B \uFFFD 😀"],
  [{ where: [["colour", "in", []]] }, ""],
  [{ where: [["amount", "<", "2"]] }, "a b é"],
  [{ where: [["amount", "<=", "2"]] }, "A a b é 😀"],
  [{ where: [["amount", ">", "10"]] }, "A 😀"],
  [{ where: [["amount", ">=", "10"]] }, "A a 😀"],
  [{ where: [["key", ">", "é"]] }, "\uFFFD 😀"],
  [{ where: [["key", "in", ["b", "A", "z"]]] }, "A b"],
  [
    {
      where: [
        ["colour", "=", "red"],
        ["amount", ">", "1"],
      ],
    },
    "A a",
  ],
  [{ orderBy: "amount" }, "b é a A 😀 B \uFFFD"],
  [{ orderBy: "colour", limit: 6 }, "\uFFFD B 😀 A a é"],
  [{ where: [["amount", "!=", null]], orderBy: "amount", limit: 3 }, "b é a"],
];

function finding(doors: Doors): void {
  beforeEach(() => save(doors().rows, 1n, kept));

  test.for(findings)("by %o", async ([finding, keys]) => {
    const expected = keys.split(" ").flatMap((key) => (key === "" ? [] : [kept[key]]));
    expect(await doors().rows.read((at) => at.find(things, finding))).toEqual(expected);
  });

  test("by key, or not", async () => {
    expect(await doors().rows.read((at) => at.get(things, "a"))).toEqual(kept.a);
    expect(await doors().rows.read((at) => at.get(things, "z"))).toBeUndefined();
  });

  test("page by page, with their keys", async () => {
    const page = (after: string | undefined) =>
      doors().rows.read((at) => at.page(things, { after, limit: 5 }));
    const first = await page(undefined);
    expect(first.map(([key]) => key).join(" ")).toBe("A B a b é");
    expect(await page("é")).toEqual([
      ["\uFFFD", kept["\uFFFD"]],
      ["😀", kept["😀"]],
    ]);
    expect(await page("😀")).toEqual([]);
  });

  test.for(["size", "toString"])("not by %s, which is no column", async (column) => {
    const where = [[column, "=", "1"]] as const;
    const asked = doors().rows.read((at) => at.find(things, { where }));
    await expect(asked).rejects.toThrow(`things has no column ${column}`);
  });
}

function changing(doors: Doors): void {
  test("with what was there before", async () => {
    await save(doors().rows, 1n, { a: { amount: "1" }, b: { amount: "2" } });
    await save(doors().rows, 2n, { a: { colour: "red", amount: "3" }, b: undefined, c: undefined });
    expect(await all(doors().other)).toEqual([{ colour: "red", amount: "3" }]);
  });

  test("also in their columns", async () => {
    await save(doors().rows, 1n, { a: { colour: "red" } });
    await save(doors().rows, 2n, { a: { colour: "blue" } });
    const find = (colour: string) =>
      doors().rows.read((at) => at.find(things, { where: [["colour", "=", colour]] }));
    expect(await find("red")).toEqual([]);
    expect(await find("blue")).toEqual([{ colour: "blue" }]);
  });

  test("to the letter: decimals, line breaks, and what databases do not like", async () => {
    const odd = { colour: "0.10", amount: "1e3\n\t'\"\\ {} \u2028 \ud83d\ude00" };
    const message = { nul: "\u0000", surrogate: "\ud800", deep: [{ n: 1, none: null }] };
    await save(doors().rows, 1n, { a: { ...odd, ...message } });
    expect(await all(doors().other)).toEqual([{ ...odd, ...message }]);
  });

  test("without what is undefined", async () => {
    await save(doors().rows, 1n, { a: { colour: undefined } });
    expect(Object.keys((await all(doors().rows))[0] ?? {})).toEqual([]);
  });

  test("by loading those that exist", async () => {
    await save(doors().rows, 1n, { a: { amount: "1" } });
    const loaded = await doors().other.change(async (change) => {
      const [live] = change.generations;
      return live && change.load(live, wanted("a", "b"));
    });
    const life = [{ effective: instantAt(1n), row: { amount: "1" } }];
    expect(loaded).toEqual(new Map([["a", life]]));
  });

  test("all or nothing", async () => {
    await save(doors().rows, 1n, { a: { amount: "1" } });
    const failing = doors().rows.change(async (change) => {
      const [live] = change.generations;
      if (live) await change.save(live, things, written(2n, { a: { amount: "2" } }));
      await change.moveCheckpoint(["things"], 2n);
      throw new Error("the power went");
    });
    await expect(failing).rejects.toThrow("the power went");
    expect(await all(doors().other)).toEqual([{ amount: "1" }]);
    expect(await doors().other.read(({ position }) => position())).toBe(1n);
  });

  test("one after the other, through whichever door", async () => {
    await save(doors().rows, 1n, { a: { amount: "0" } });
    const both = [doors().rows, doors().other];
    await Promise.all(Array.from({ length: 20 }, (_, index) => increment(both[index % 2])));
    expect(await all(doors().rows)).toEqual([{ amount: "20" }]);
  });
}

function reading(doors: Doors): void {
  test("at position 0 there are none", async () => {
    expect(await all(doors().rows)).toEqual([]);
    expect(await doors().rows.read(({ position }) => position())).toBe(0n);
  });

  test("a table that is not filled yet gives no wrong answer", async () => {
    await save(doors().rows, 1n, {});
    const unknown = { ...things, name: "unknown" };
    await expect(doors().rows.read((at) => at.find(unknown))).rejects.toThrow("not filled yet");
  });

  test("that of the first thing read, and none when nothing is", async () => {
    await save(doors().rows, 1n, { a: { amount: "1" } });
    const seen = await doors().rows.read(async (at) => {
      await save(doors().other, 2n, { a: { amount: "2" } });
      return at.get(things, "a");
    });
    expect(seen).toEqual({ amount: "2" });
    expect(await doors().rows.read(async () => "nothing")).toBe("nothing");
  });

  test("what is written while a question is asked is not in its answer", async () => {
    await save(doors().rows, 1n, { a: { amount: "1" } });
    const seen = await doors().rows.read(async (at) => {
      const before = await at.get(things, "a");
      await save(doors().other, 2n, { a: { amount: "2" }, b: { amount: "2" } });
      return { before, position: await at.position(), rows: await at.find(things) };
    });
    expect(seen).toEqual({ before: { amount: "1" }, position: 1n, rows: [{ amount: "1" }] });
    expect(await all(doors().rows)).toEqual([{ amount: "2" }, { amount: "2" }]);
  });
}

function waiting(doors: Doors): void {
  test("not at all when they are there", async () => {
    await save(doors().rows, 5n, {});
    expect(await doors().rows.reached(5n, 0)).toBe(true);
  });

  test("until they are there, through whichever door they come", async () => {
    const both = [doors().rows.reached(5n, 10_000), doors().other.reached(4n, 10_000)];
    await save(doors().rows, 5n, {});
    expect(await Promise.all(both)).toEqual([true, true]);
  });

  test("without looking, when they come through the same door", async () => {
    vi.useFakeTimers({ toFake: ["setInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const waited = doors().rows.reached(5n, 10_000);
    await save(doors().rows, 5n, {});
    expect(await waited).toBe(true);
  });

  test("no longer than the time that was given", async () => {
    await save(doors().rows, 4n, {});
    expect(await doors().rows.reached(5n, 50)).toBe(false);
  });

  test("until the door is closed", async () => {
    const waited = doors().rows.reached(5n, 60_000);
    await doors().rows.read(async () => undefined);
    await doors().rows.close();
    expect(await waited).toBe(false);
  });
}

function replacing(doors: Doors): void {
  test("by a generation that nobody sees until it is live", async () => {
    const { rows, other } = doors();
    await save(rows, 1n, { a: { amount: "1" } });
    const next = await rows.change(async (change) => {
      const begun = await change.begin({ ...things, version: 2 });
      await change.save(begun, things, written(1n, { a: { amount: "new" } }));
      await change.moveGenerations([begun], 1n);
      return begun;
    });
    expect(next).toMatchObject({ generation: 2, version: 2, state: "filling" });
    expect(await all(other)).toEqual([{ amount: "1" }]);
    await rows.change((change) => change.goLive(next));
    expect(await all(other)).toEqual([{ amount: "new" }]);
    await rows.dropReplaced();
    const left = await other.change(async ({ generations }) => generations);
    expect(left).toEqual([{ ...next, state: "live", position: 1n }]);
  });

  test("and a question that was being asked still gets rows of one generation", async () => {
    const { rows, other } = doors();
    await save(rows, 1n, { a: { amount: "1" }, b: { amount: "1" } });
    let replaced = false;
    const seen = await rows.read(async (at) => {
      if (!replaced) await replaceAll(other, { a: { amount: "2" }, b: { amount: "2" } });
      replaced = true;
      return at.find(things);
    });
    expect(new Set(seen.map(({ amount }) => amount)).size).toBe(1);
    expect(await all(rows)).toEqual([{ amount: "2" }, { amount: "2" }]);
  });
}

async function replaceAll(rows: KeptRows, fresh: Readonly<Record<string, Thing>>): Promise<void> {
  await rows.change(async (change) => {
    const begun = await change.begin(things);
    await change.save(begun, things, written(1n, fresh));
    await change.goLive(begun);
  });
  await rows.dropReplaced();
}

async function increment(rows: KeptRows | undefined): Promise<void> {
  await rows?.change(async (change) => {
    const [live] = change.generations;
    if (live === undefined) throw new Error("nothing is live");
    // Only things are saved here.
    const row = (await change.load(live, wanted("a"))).get("a")?.at(-1)?.row as Thing;
    await new Promise((resolve) => setImmediate(resolve));
    const next = Number(row.amount) + 1;
    await change.save(live, things, written(BigInt(next) + 1n, { a: { amount: String(next) } }));
  });
}
