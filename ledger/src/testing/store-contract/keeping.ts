/** What is written is there, as it was written, and is found by whoever asks for it. */
import { movementKinds } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import type { Recorded } from "#ledger/store/store.ts";
import {
  append,
  everything,
  expectLog,
  type Stores,
  written,
} from "#ledger/testing/store-contract/written.ts";

export function keeping(stores: Stores): void {
  test("every kind of movement is read as it was written", async () => {
    const { store } = stores();
    const all: Recorded[] = [];
    for (const { kind, stream } of movementKinds) {
      const movement = a(kind);
      // The registry pairs each kind with its category, which a loop over all of them forgets.
      const appended = await store.append(stream, kind, 0, [movement] as never);
      const recorded = await store.read(stream, kind);
      expect(recorded).toMatchObject([{ movement, stream: `${stream}-${kind}`, revision: 1 }]);
      expect(appended).toEqual({ status: "appended", recorded });
      all.push(...recorded);
    }
    expect(await everything(store)).toEqual(all);
  });

  test.each([
    ["a zero character", "before\u0000after"],
    ["half a surrogate pair", "\ud800"],
    ["letters beyond ASCII and line ends", "né à l'été\r\n🏛\u2028"],
    ["what looks like JSON", '{"a":1e3,"a":2}'],
    ["a backslash and quotes", "\\u0041 \\ \" ' {} , NULL"],
    ["65,536 characters", "x".repeat(65_536)],
  ])("%s in a text survives", async (_, memo) => {
    const { store } = stores();
    const movement = a("amount-posted", { detail: { memo } });
    await store.append("account", "organisation:hoster", 0, [movement]);
    const [recorded] = await store.read("account", "organisation:hoster");
    expect(recorded?.movement).toEqual(movement);
  });

  test("a stream that nobody wrote is empty, and so is the log", async () => {
    const { store } = stores();
    expect(await store.read("computer", "none")).toEqual([]);
    expect(await store.readAll(0n, 10)).toEqual([]);
    expect(await store.head()).toBe(0n);
  });

  test("streams of one id in two categories are two streams", async () => {
    const { store } = stores();
    await append(store, "one", 0, [written()]);
    await store.append("usage", "one", 0, [a("usage-reported")]);
    expect(await store.read("computer", "one")).toHaveLength(1);
    expect(await store.read("usage", "one")).toHaveLength(1);
  });

  test("what one store wrote the other reads, and writes on", async () => {
    const { store, other } = stores();
    await append(store, "one", 0, [written()]);
    expect(await append(other, "one", 0, [written()])).toEqual({ status: "conflict" });
    expect(await append(other, "one", 1, [written()])).toMatchObject({ status: "appended" });
    expect(await store.read("computer", "one")).toEqual(await other.read("computer", "one"));
    expect(await expectLog(store, 2)).toEqual(await expectLog(other, 2));
  });
}

export function reading(stores: Stores): void {
  test("a stream is read on from the revision that one has seen", async () => {
    const { store, other } = stores();
    const command = [0, 1, 2].map((index) => written("first", index));
    await append(store, "one", 0, command);
    await append(store, "one", 3, [written("second")]);
    const all = await store.read("computer", "one");
    expect(all.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    for (const seen of [0, 1, 3, 4])
      expect(await other.read("computer", "one", seen)).toEqual(all.slice(seen));
    expect(await other.read("computer", "one", 7)).toEqual([]);
    expect(await other.read("computer", "none", 1)).toEqual([]);
  });

  test("what a command has written is found by its id, in order, and nothing else", async () => {
    const { store, other } = stores();
    const command = Array.from({ length: 12 }, (_, index) => written("command", index));
    await append(store, "zero", 0, [written("commando")]);
    const appended = await append(store, "one", 0, command);
    await append(store, "one", 12, [written("comma")]);
    const found = await other.writtenBy("command");
    expect(appended).toEqual({ status: "appended", recorded: found });
    expect(found.map(({ movement }) => movement)).toEqual(command);
    expect(await store.writtenBy("comma")).toHaveLength(1);
    expect(await store.writtenBy("com")).toEqual([]);
  });

  test("a command that was refused has written nothing", async () => {
    const { store } = stores();
    await append(store, "one", 0, [written("first")]);
    expect(await append(store, "one", 0, [written("second")])).toEqual({ status: "conflict" });
    expect(await store.writtenBy("second")).toEqual([]);
  });
}
