import { status } from "@grpc/grpc-js";
import { a } from "@partita/schemas/testing/a.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type EventStore, openEventStore } from "#ledger/adapters/eventstore/store.ts";
import { OutcomeUnknown, type Recorded, StoreUnavailable } from "#ledger/store/store.ts";
import { follow } from "#ledger/subscription.ts";
import {
  accessDenied,
  notReady,
  type Refusal,
  timedOut,
} from "#ledger/testing/event-store-server/answers.ts";
import {
  type EventStoreServer,
  startEventStoreServer,
} from "#ledger/testing/event-store-server/event-store-server.ts";
import type { Call } from "#ledger/testing/event-store-server/faults.ts";

// A test waits for its faults: patience is short here.
const limits = { attemptsMax: 4, pauseMilliseconds: 1, rivalMillisecondsMax: 20 };

let server: EventStoreServer;
let opened: EventStore;
beforeEach(async () => {
  server = await startEventStoreServer();
  opened = await openEventStore(server.url, { limits });
});
afterEach(async () => {
  await opened.close();
  await server.stop();
});

const written = (command: string, index = 0) => a("capacity-set", { id: `${command}/${index}` });

const append = (stream: string, expected: number, command: string, { store } = opened) =>
  store.append("computer", stream, expected, [written(command, 0), written(command, 1)]);

const isMovements = ({ kind, stream = "" }: Call) => kind === "append" && /^computer/.test(stream);
const isClaim = ({ kind, stream = "" }: Call) => kind === "append" && /^command/.test(stream);
const isLog = ({ kind, stream }: Call) => kind === "read" && stream === undefined;
const isStream = ({ kind, stream }: Call) => kind === "read" && stream !== undefined;
const isNews = ({ kind }: Call) => kind === "subscription";
const refuse = (refusal: Refusal) => ({ does: "refuse", refusal }) as const;
const lost = { does: "lose-answer" } as const;
const away = refuse(notReady);

async function expectStored(stream: string, commands: readonly string[]): Promise<void> {
  const stored = await opened.store.read("computer", stream);
  const ids = commands.flatMap((command) => [`${command}/0`, `${command}/1`]);
  expect(stored.map(({ movement }) => movement.id)).toEqual(ids);
  expect(await opened.store.readAll(0n, 100)).toEqual(stored);
}

describe("an append", () => {
  test.each([
    ["the answer to the movements is lost", isMovements, lost],
    ["the answer to the claim is lost", isClaim, lost],
    [
      "the movements are written, but not acknowledged in time",
      isMovements,
      {
        does: "refuse-after",
        refusal: timedOut,
      },
    ],
    [
      "the claim is written, but not acknowledged in time",
      isClaim,
      {
        does: "refuse-after",
        refusal: timedOut,
      },
    ],
    ["the movements are refused for now", isMovements, away],
    ["the claim is refused for now", isClaim, away],
    ["what was written cannot be read at once", isStream, away],
    ["what was written is broken off", isStream, { does: "break-off", after: 1 }],
  ] as const)("is written once and says so, also when %s", async (_, matches, fault) => {
    server.faults.next(matches, fault, 2);
    const appended = await append("one", 0, "command");
    expect(appended.status).toBe("appended");
    await expectStored("one", ["command"]);
    expect(await append("one", 0, "command")).toEqual({ ...appended, status: "repeated" });
  });

  test("whose answer never comes is unknown, until its id is asked for", async () => {
    server.faults.next(isMovements, lost, limits.attemptsMax);
    await expect(append("one", 0, "command")).rejects.toThrow(OutcomeUnknown);
    expect(await opened.store.writtenBy("command")).toHaveLength(2);
    expect(await append("one", 0, "command")).toMatchObject({ status: "repeated" });
    await expectStored("one", ["command"]);
  });

  test("that was written, but can no longer be read, is unknown", async () => {
    server.faults.next(isStream, away, limits.attemptsMax);
    await expect(append("one", 0, "command")).rejects.toThrow(OutcomeUnknown);
    expect(await opened.store.writtenBy("command")).toHaveLength(2);
  });

  test.each([
    ["the movements", isMovements],
    ["the claim", isClaim],
  ])("that is refused as often as it is tried was not written: %s", async (_, matches) => {
    server.faults.next(matches, away, limits.attemptsMax);
    await expect(append("one", 0, "command")).rejects.toThrow(StoreUnavailable);
    expect(await opened.store.writtenBy("command")).toEqual([]);
    await expectStored("one", []);
    expect(await append("one", 0, "command")).toMatchObject({ status: "appended" });
    await expectStored("one", ["command"]);
  });

  test("that the server will never take is a fault at once", async () => {
    server.faults.next(isMovements, refuse(accessDenied));
    await expect(append("one", 0, "command")).rejects.toThrow("Access Denied");
  });

  test("that was lost and is then denied is unknown, not denied", async () => {
    server.faults.next(isMovements, lost);
    server.faults.next(isMovements, refuse(accessDenied));
    await expect(append("one", 0, "command")).rejects.toThrow(OutcomeUnknown);
    expect(await opened.store.writtenBy("command")).toHaveLength(2);
  });

  test("that is larger than the server takes is too large", async () => {
    const small = await startEventStoreServer({ appendBytesMax: 1_000 });
    const other = await openEventStore(small.url, { limits });
    expect(await append("one", 0, "command", other)).toMatchObject({
      status: "too-large",
      bytesMax: 1_000,
    });
    expect(await other.store.head()).toBe(0n);
    await other.close();
    await small.stop();
  });
});

describe("a command that was claimed and not written, since its writer died", () => {
  beforeEach(async () => {
    server.faults.next(isMovements, away, limits.attemptsMax);
    await expect(append("one", 0, "orphan")).rejects.toThrow(StoreUnavailable);
  });

  test("is written when it is sent again, by one of those who send it", async () => {
    const all = await Promise.all([append("one", 0, "orphan"), append("one", 0, "orphan")]);
    expect(all.map((one) => one.status).sort()).toEqual(["appended", "repeated"]);
    await expectStored("one", ["orphan"]);
  });

  test("is written behind whoever has come first", async () => {
    await append("one", 0, "other");
    expect(await append("one", 0, "orphan")).toEqual({ status: "conflict" });
    expect(await append("one", 2, "orphan")).toMatchObject({ status: "appended" });
    await expectStored("one", ["other", "orphan"]);
  });

  test("is unknown to another stream, until the place that it claimed is taken", async () => {
    await expect(append("two", 0, "orphan")).rejects.toThrow(OutcomeUnknown);
    await append("one", 0, "other");
    expect(await append("two", 0, "orphan")).toMatchObject({ status: "appended" });
    expect(await append("one", 2, "orphan")).toMatchObject({ status: "repeated" });
  });
});

test("a command that is still under way elsewhere is waited for", async () => {
  const held = Promise.withResolvers<void>();
  const other = await openEventStore(server.url, { limits: { rivalMillisecondsMax: 10_000 } });
  server.faults.next(isMovements, { does: "hold", until: held.promise });
  const first = append("one", 0, "command");
  while (server.log.stream("command-command").length === 0) await new Promise(setImmediate);
  const second = append("one", 0, "command", other);
  const elsewhere = append("two", 0, "command", other);
  const asked = other.store.writtenBy("command");
  await new Promise((resolve) => setTimeout(resolve, 50));
  held.resolve();
  const appended = await first;
  expect(appended.status).toBe("appended");
  for (const again of [await second, await elsewhere])
    expect(again).toEqual({ ...appended, status: "repeated" });
  expect({ status: "appended", recorded: await asked }).toEqual(appended);
  await other.close();
});

describe("a reader", () => {
  test("gets whole pages, whatever breaks in between", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 40; index++) {
      await append(`stream-${index % 3}`, Math.floor(index / 3) * 2, `command-${index}`);
      ids.push(`command-${index}/0`, `command-${index}/1`);
    }
    const seen: Recorded[] = [];
    for (const after of [0, 3, 17, 5]) {
      server.faults.next(isLog, { does: "break-off", after });
      const page = await opened.store.readAll(seen.at(-1)?.position ?? 0n, 20);
      expect(page).toHaveLength(20);
      seen.push(...page);
      server.dropConnections();
    }
    expect(seen.map(({ movement }) => movement.id)).toEqual(ids);
  });

  test("hears that the server is away, and reads on when it is back", async () => {
    await append("one", 0, "command");
    await server.stop();
    await expect(opened.store.read("computer", "one")).rejects.toThrow(StoreUnavailable);
    await expect(opened.store.readAll(0n, 10)).rejects.toThrow(StoreUnavailable);
    await expect(opened.store.head()).rejects.toThrow(StoreUnavailable);
    await expect(opened.store.writtenBy("command")).rejects.toThrow(StoreUnavailable);
    await expect(append("one", 2, "next")).rejects.toThrow(StoreUnavailable);
    await server.start();
    await expectStored("one", ["command"]);
  });

  test("does not wait for ever for a server that says nothing", async () => {
    const held = Promise.withResolvers<void>();
    const hasty = await openEventStore(server.url, { limits: { readMillisecondsMax: 30 } });
    server.faults.next(isLog, { does: "hold", until: held.promise });
    await expect(hasty.store.readAll(0n, 10)).rejects.toThrow("took over 30 ms");
    held.resolve();
    await hasty.close();
  });
});

describe("a follower", () => {
  test("misses nothing and gets nothing twice while connections break", async () => {
    const done = new AbortController();
    const seen: string[] = [];
    const followed = follow(opened.store, {
      from: 0n,
      signal: done.signal,
      take: async (batch) => {
        seen.push(...batch.map(({ movement }) => movement.id));
      },
    });
    for (let index = 0; index < 60; index++) {
      if (index % 4 === 0) server.faults.next(isNews, refuse(notReady));
      if (index % 5 === 0) server.dropConnections();
      if (index % 7 === 0) server.faults.next(isLog, { does: "break-off", after: 1 });
      await append("one", index * 2, `command-${index}`);
    }
    while (seen.length < 120) await new Promise((resolve) => setTimeout(resolve, 5));
    done.abort();
    await followed;
    expect(seen).toEqual(
      Array.from({ length: 120 }, (_, index) => `command-${index >> 1}/${index % 2}`),
    );
  });

  test("is told of what came while its subscription was not confirmed yet", async () => {
    const held = Promise.withResolvers<void>();
    server.faults.next(isNews, { does: "hold", until: held.promise });
    const woken = opened.store.waitBeyond(0n, new AbortController().signal);
    await append("one", 0, "command");
    held.resolve();
    await woken;
  });

  test("that waits while the server is away is woken, and hears of it when it reads", async () => {
    const woken = opened.store.waitBeyond(0n, new AbortController().signal);
    await server.stop();
    await woken;
    await expect(opened.store.readAll(0n, 10)).rejects.toThrow(StoreUnavailable);
    await server.start();
  });

  test("that waits is woken when the store is closed", async () => {
    const other = await openEventStore(server.url);
    const woken = other.store.waitBeyond(0n, new AbortController().signal);
    await other.close();
    await woken;
    await expect(other.store.readAll(0n, 10)).rejects.toThrow();
  });
});

test("a stream that was deleted behind our back is a fault, not an empty one", async () => {
  const gone = {
    code: status.FAILED_PRECONDITION,
    details: "Event stream 'computer-one' is deleted.",
    trailers: { exception: "stream-deleted", "stream-name": "computer-one" },
  };
  server.faults.next(isStream, refuse(gone));
  await expect(opened.store.read("computer", "one")).rejects.toThrow("is deleted");
});
