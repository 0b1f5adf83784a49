/** What does not follow, or weighs too much, is refused, and leaves no trace. */
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { appendBytesMax } from "#ledger/store/store.ts";
import {
  append,
  appendersMax,
  expectLog,
  type Stores,
  writeMany,
  written,
} from "#ledger/testing/store-contract/written.ts";

export function refusing(stores: Stores): void {
  test.each([
    ["behind", 0],
    ["ahead", 2],
  ])("an expected revision that lies %s conflicts, and nothing is written", async (_, expected) => {
    const { store } = stores();
    await append(store, "one", 0, [written()]);
    expect(await append(store, "one", expected, [written()])).toEqual({ status: "conflict" });
    await expectLog(store, 1);
  });

  test("of several movements all are written or none", async () => {
    const { store } = stores();
    const all = [0, 1, 2].map((index) => written("first", index));
    expect(await append(store, "one", 0, all)).toMatchObject({ status: "appended" });
    const more = [0, 1, 2].map((index) => written("second", index));
    expect(await append(store, "one", 2, more)).toEqual({ status: "conflict" });
    expect((await store.read("computer", "one")).map(({ revision }) => revision)).toEqual([
      1, 2, 3,
    ]);
  });

  test("an id stored already among new ones is a fault, and nothing is written", async () => {
    const { store } = stores();
    await append(store, "one", 0, [written("first")]);
    const mixed = [written("second"), written("first")];
    await expect(append(store, "one", 1, mixed)).rejects.toThrow();
    await expectLog(store, 1);
    expect(await append(store, "one", 1, [written("second")])).toMatchObject({
      status: "appended",
    });
  });

  test("nothing cannot be appended", async () => {
    const nothing = async () => append(stores().store, "one", 0, []);
    await expect(nothing()).rejects.toThrow("at least one movement");
  });

  test("of many that append to one revision at once, one wins", async () => {
    const { store, other } = stores();
    const all = await Promise.all(
      Array.from({ length: appendersMax }, (_, index) =>
        append(index % 2 ? store : other, "one", 0, [written()]),
      ),
    );
    expect(all.filter(({ status }) => status === "appended")).toHaveLength(1);
    expect(await store.read("computer", "one")).toHaveLength(1);
  });

  test("a command that met a conflict is written where the stream has come to", async () => {
    const { store, other } = stores();
    await append(store, "one", 0, [written()]);
    expect(await append(store, "one", 0, [written("late")])).toEqual({ status: "conflict" });
    await append(other, "one", 1, [written()]);
    expect(await append(store, "one", 1, [written("late")])).toEqual({ status: "conflict" });
    expect(await append(store, "one", 2, [written("late")])).toMatchObject({ status: "appended" });
    expect(await other.writtenBy("late")).toMatchObject([{ revision: 3 }]);
    await expectLog(store, 3);
  });

  test("two processes that write to one stream never win the same revision", async () => {
    const { store, other } = stores();
    const ids = await Promise.all([writeMany(store, "one"), writeMany(other, "one")]);
    const all = await store.read("computer", "one");
    expect(all.map(({ revision }) => revision)).toEqual(all.map((_, index) => index + 1));
    expect(all.map(({ movement }) => movement.id).sort()).toEqual(ids.flat().sort());
  });
}

export function weighing(stores: Stores): void {
  /** A movement whose JSON has so many bytes. */
  function weighted(bytes: number) {
    const empty = a("amount-posted", { detail: { memo: "" } });
    const memo = "x".repeat(bytes - Buffer.byteLength(JSON.stringify(empty)));
    return { ...empty, detail: { ...empty.detail, memo } };
  }

  test("an append of the most bytes is written", async () => {
    const { store } = stores();
    const movement = weighted(appendBytesMax);
    const appended = await store.append("account", "person:ada", 0, [movement]);
    expect(appended).toMatchObject({ status: "appended" });
    expect((await store.read("account", "person:ada"))[0]?.movement).toEqual(movement);
  });

  test("one byte more is too large, and nothing is written", async () => {
    const { store } = stores();
    const bytes = appendBytesMax + 1;
    const appended = await store.append("account", "person:ada", 0, [weighted(bytes)]);
    expect(appended).toEqual({ status: "too-large", bytes, bytesMax: appendBytesMax });
    await expectLog(store, 0);
  });

  test("as many small movements as have the most bytes together are written", async () => {
    const { store } = stores();
    const fitting = [];
    for (let bytes = 0, index = 0; ; index++) {
      const movement = written("command", index);
      bytes += Buffer.byteLength(JSON.stringify(movement));
      if (bytes > appendBytesMax) break;
      fitting.push(movement);
    }
    expect(await append(store, "one", 0, fitting)).toMatchObject({ status: "appended" });
    await expectLog(store, fitting.length);
  });
}
