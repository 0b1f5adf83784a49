/** What every store must do, run against each: nothing lost, nothing twice, one order for all. */
import { type Movement, type MovementOf, movementKinds } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MovementStore, Recorded } from "#ledger/store/store.ts";
import { follow } from "#ledger/subscription.ts";

export type OpenStore = {
  readonly store: MovementStore;
  /** A second store over the same log, as another process would open it. */
  readonly other: MovementStore;
  close(): Promise<void>;
};

const appendersMax = 16;
const appendsEach = 25;

export function storeContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`the ${name} store`, () => {
    let opened: OpenStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const stores = () => opened;

    describe("keeps what it is given", () => keeping(stores));
    describe("refuses what does not follow", () => refusing(stores));
    describe("writes a command once", () => repeating(stores));
    describe("has one order for all", () => ordering(stores));
    describe("wakes who waits", () => waking(stores));
  });
}

type Stores = () => OpenStore;
type Written = MovementOf<"computer">;

/** A movement of a command of its own, or the one at this index of a command that is named. */
function written(command?: string, index = 0): Written {
  return command === undefined
    ? a("capacity-set")
    : a("capacity-set", { id: `${command}/${index}` });
}

const append = (store: MovementStore, stream: string, expected: number, movements: Written[]) =>
  store.append("computer", stream, expected, movements);

function keeping(stores: Stores): void {
  test("every kind of movement is read as it was written", async () => {
    const { store } = stores();
    const recorded = movementKinds.map(({ kind, stream }, index) => ({
      movement: a(kind),
      stream: `${stream}-${kind}`,
      revision: 1,
      position: BigInt(index + 1),
    }));
    for (const [index, { kind, stream }] of movementKinds.entries()) {
      // The registry pairs each kind with its category, which a loop over all of them forgets.
      const appended = await store.append(stream, kind, 0, [recorded[index]?.movement] as never);
      expect(appended).toEqual({ status: "appended", recorded: [recorded[index]] });
      expect(await store.read(stream, kind)).toEqual([recorded[index]]);
    }
    expect(await store.readAll(0n, movementKinds.length)).toEqual(recorded);
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
    expect(await store.head()).toBe(2n);
  });
}

function refusing(stores: Stores): void {
  test.each([
    ["behind", 0],
    ["ahead", 2],
  ])("an expected revision that lies %s conflicts, and nothing is written", async (_, expected) => {
    const { store } = stores();
    await append(store, "one", 0, [written()]);
    expect(await append(store, "one", expected, [written()])).toEqual({ status: "conflict" });
    expect(await store.head()).toBe(1n);
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
    expect(await store.head()).toBe(1n);
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
}

function repeating(stores: Stores): void {
  test.each([
    ["the same stream", "one", 0],
    ["the same stream that has moved on", "one", 3],
    ["another stream", "two", 0],
    ["a stream expected elsewhere", "two", 7],
  ])("an id again in %s gets what was recorded first", async (_, stream, expected) => {
    const { store, other } = stores();
    const command = Array.from({ length: 12 }, (_, index) => written("command", index));
    await append(store, "zero", 0, [written("commando"), written("comma")]);
    const first = await append(store, "one", 0, command);
    await append(store, "one", 12, [written()]);
    const again = await append(other, stream, expected, [written("command")]);
    expect(again).toEqual({ ...first, status: "repeated" });
    expect(await store.head()).toBe(15n);
  });

  test("of many that append the same command at once, one writes it", async () => {
    const { store, other } = stores();
    const all = await Promise.all(
      Array.from({ length: appendersMax }, (_, index) =>
        append(index % 2 ? store : other, "one", 0, [written("command")]),
      ),
    );
    const count = (status: string) => all.filter((one) => one.status === status).length;
    expect([count("appended"), count("repeated")]).toEqual([1, appendersMax - 1]);
    expect(await store.head()).toBe(1n);
  });
}

function ordering(stores: Stores): void {
  test("pages follow each other without gap or overlap", async () => {
    const { store } = stores();
    const streams = ["one", "two", "three", "four", "five", "six"];
    for (const stream of streams) await append(store, stream, 0, [written(), written()]);
    const positions = (page: readonly Recorded[]) => page.map(({ position }) => position);
    expect(positions(await store.readAll(0n, 4))).toEqual([1n, 2n, 3n, 4n]);
    expect(positions(await store.readAll(4n, 10))).toEqual([5n, 6n, 7n, 8n, 9n, 10n, 11n, 12n]);
    expect(positions(await store.readAll(12n, 4))).toEqual([]);
    expect(positions(await store.readAll(1_000n, 4))).toEqual([]);
  });

  test("a follower sees all that 16 write at once: in order, no gap, none twice", async () => {
    const { store, other } = stores();
    const done = new AbortController();
    const seen: Recorded[] = [];
    const followed = follow(other, {
      from: 0n,
      signal: done.signal,
      take: async (batch) => {
        seen.push(...batch);
        if (seen.length >= appendersMax * appendsEach) done.abort();
      },
    });
    const ids = await Promise.all(
      Array.from({ length: appendersMax }, (_, index) =>
        writeMany(index % 2 ? store : other, `stream-${index % 5}`),
      ),
    );
    await followed;
    expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => BigInt(index + 1)));
    expect(seen.map(({ movement }) => movement.id).sort()).toEqual(ids.flat().sort());
    expectRevisionsToRise(seen);
  });
}

/** Appends one after the other to a stream that others append to as well. */
async function writeMany(store: MovementStore, stream: string): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < appendsEach) {
    const movement: Movement = written();
    const revision = (await store.read("computer", stream)).length;
    const appended = await store.append("computer", stream, revision, [movement]);
    if (appended.status === "appended") ids.push(movement.id);
  }
  return ids;
}

function expectRevisionsToRise(seen: readonly Recorded[]): void {
  const revisions = new Map<string, number>();
  for (const { stream, revision } of seen) {
    expect(revision).toBe((revisions.get(stream) ?? 0) + 1);
    revisions.set(stream, revision);
  }
}

function waking(stores: Stores): void {
  const forever = new AbortController().signal;

  test("who waits beyond what is there already does not wait", async () => {
    const { store } = stores();
    await append(store, "one", 0, [written()]);
    await store.waitBeyond(0n, forever);
  });

  test("who waits is woken by an append through either store", async () => {
    const { store, other } = stores();
    for (const [revision, writer] of [other, store].entries()) {
      const woken = store.waitBeyond(BigInt(revision), forever).then(() => "woken");
      const early = await Promise.race([woken, pause(50).then(() => "asleep")]);
      expect(early).toBe("asleep");
      await append(writer, "one", revision, [written()]);
      expect(await woken).toBe("woken");
    }
  });

  test("all who wait are woken at once", async () => {
    const { store } = stores();
    const all = Array.from({ length: 20 }, () => store.waitBeyond(0n, forever));
    await append(store, "one", 0, [written()]);
    await Promise.all(all);
  });

  test("who waits is woken when its signal aborts, even before it began", async () => {
    const { store } = stores();
    const done = new AbortController();
    const woken = store.waitBeyond(0n, done.signal);
    done.abort();
    await woken;
    await store.waitBeyond(0n, done.signal);
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
