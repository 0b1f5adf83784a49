import { ask } from "@partita/schemas/testing/ask.ts";
import { beforeEach, expect, test } from "vitest";
import { tasksOf } from "#allocator/react.ts";
import type { Subject, Task } from "#allocator/task.ts";
import { aSharedChild, aSharedRoot } from "#allocator/testing/a-shared-instance.ts";
import { aHouse, type House } from "#allocator/testing/house.ts";
import { guestbook } from "#allocator/testing/market.ts";
import { aPlacedInstance } from "#allocator/testing/placed.ts";
import { wokenMax, work } from "#allocator/work.ts";

let house: House;
beforeEach(() => {
  house = aHouse();
});

/** With the rows at the end of the log. */
async function doTask(task: TaskChosen) {
  await house.catchUp();
  return work(house.ports, { id: "task/0", position: String(await house.length()), ...task });
}
type Chosen<One> = One extends Task ? Omit<One, "id" | "position"> : never;
type TaskChosen = Chosen<Task>;
const place = (...subjects: Subject[]) => doTask({ kind: "place", subjects });
const allocate = (...subjects: Subject[]) => doTask({ kind: "allocate", subjects });
const wake = (cause = "cause/0") => doTask({ kind: "wake", cause });

async function status({ instance }: Subject) {
  await house.catchUp();
  return house.status(instance);
}

test("a task done twice writes nothing new", async () => {
  await house.bring("COMP-1", 2);
  const wanted = await house.request("guestbook");
  await place(wanted);
  const length = await house.length();
  await place(wanted);
  await allocate(wanted);
  await wake();
  expect(await house.length()).toBe(length);
});

test("what fits nowhere waits, with the reasons counted once", async () => {
  await house.bring("COMP-1", 0);
  await house.bring("COMP-2", 1, "9");
  const wanted = await house.request("guestbook", { max_price: { amount: "5", currency: "EUR" } });
  await place(wanted);
  await wake();
  await wake("another/0");
  expect(await status(wanted)).toMatchObject({
    phase: "deferred",
    reasons: [
      { reason: "computer-full", count: 1 },
      { reason: "too-expensive", count: 1 },
    ],
  });
  expect(await house.count("allocation-deferred")).toBe(1);
});

test("who found no room is woken when the one it was kept for changed its mind", async () => {
  await house.bring("COMP-1", 1);
  const both = [await house.request("one"), await house.request("other")];
  const before = await house.store.head();
  let stopped = "";
  const send: typeof house.ports.send = async (command) => {
    if (command.kind === "award-instance") stopped = await house.stop(command.streamId);
    return house.ports.send(command);
  };
  await house.catchUp();
  await work(
    { ...house.ports, send },
    { id: "task/0", position: "0", kind: "place", subjects: both },
  );
  const [deferred] = both.filter(({ instance }) => instance !== stopped);
  if (deferred === undefined) throw new Error("nobody was deferred");
  expect(await status(deferred)).toMatchObject({ phase: "deferred" });
  for (const task of tasksOf(await house.store.readAll(before, 100))) await doTask(task);
  expect(await status(deferred)).toMatchObject({ phase: "allocated" });
});

test("reasons that changed are noted anew", async () => {
  const wanted = await house.request("guestbook");
  await place(wanted);
  expect(await status(wanted)).toMatchObject({ reasons: [{ reason: "no-offer", count: 1 }] });
  await house.bring("COMP-1", 0);
  await wake();
  expect(await status(wanted)).toMatchObject({ reasons: [{ reason: "computer-full", count: 1 }] });
});

test("an award that its computer refuses lapses, and the request is deferred", async () => {
  await house.bring("COMP-1", 1);
  const [first, second] = [await house.request("one"), await house.request("two")];
  await house.catchUp();
  // Both see the one free partition: the rows are not told of the first award in between.
  for (const wanted of [first, second])
    await work(house.ports, { id: wanted.cause, position: "1", kind: "place", subjects: [wanted] });
  expect(await house.count("instance-awarded")).toBe(2);
  expect(await house.count("partition-allocated")).toBe(1);

  await allocate(first, second);
  expect(await house.count("award-lapsed")).toBe(1);
  await place(second);
  expect(await status(first)).toMatchObject({ phase: "allocated" });
  expect(await status(second)).toMatchObject({
    phase: "deferred",
    reasons: [{ reason: "computer-full", count: 1 }],
  });
});

test("a destroyed instance gives its partition back, once", async () => {
  await house.bring("COMP-1", 1);
  const wanted = await house.request("guestbook");
  await place(wanted);
  const award = (await status(wanted))?.award?.award ?? "";
  const leaving = { ...wanted, award, computer: "COMP-1" };
  await doTask({ kind: "release", subjects: [leaving] });
  await doTask({ kind: "release", subjects: [leaving] });
  expect(await house.count("partition-released")).toBe(1);
});

test("a wake takes a bounded number, oldest first; the others are the next task", async () => {
  for (let index = 0; index <= wokenMax; index++)
    await house.request(`site-${String(index).padStart(4, "0")}`);
  const remaining = await wake();
  expect(await house.count("allocation-deferred")).toBe(wokenMax);
  expect(remaining).toMatchObject([{ kind: "wake", cause: "cause/0" }]);
  const [next] = remaining;
  expect(next && (await work(house.ports, next))).toEqual([]);
  expect(await house.count("allocation-deferred")).toBe(wokenMax + 1);
});

test("an instance that nobody knows, or that waits no longer, is left alone", async () => {
  await house.bring("COMP-1", 1);
  const wanted = await house.request("guestbook");
  await house.demand("request-instance", {
    actor: "person:ada",
    streamId: "TREE-guestbook",
    detail: { ...ask("request-instance").detail, title: "guestbook", state: "stopped" },
  });
  const length = await house.length();
  await place(wanted, { instance: "INST-UNKNOWN", cause: "cause/1" });
  expect(await house.length()).toBe(length);
});

test("rows that stay behind are a fault, so that the task comes again", async () => {
  const reached = async () => false;
  const ports = { ...house.ports, rows: { ...house.rows, reached } };
  const task = { id: "1/0", position: "7", kind: "wake", cause: "1/0" } as const;
  await expect(work(ports, task)).rejects.toThrow("the rows did not reach 7");
});

test("a shared instance that waits is served when its host has a partition", async () => {
  const { instance: host } = await aPlacedInstance(house);
  const named = await aSharedRoot(house, "frontend", "INST-NOBODY");
  const shared = await aSharedChild(house, host);
  const head = await house.store.head();
  await doTask({ kind: "serve", subjects: [{ instance: host, cause: "cause/0" }] });
  expect(await status(shared)).toMatchObject({ phase: "allocated", host: { instance: host } });
  expect(await status(named)).toMatchObject({ phase: "requested" });
  expect(await house.store.head()).toBe(head + 1n);
});

test("a shared instance asked for before its host has a partition is served after it", async () => {
  await house.bring("COMP-1", 1);
  const host = await house.request("guestbook");
  const shared = await aSharedRoot(house, "frontend", host.instance);
  await place(shared);
  expect(await status(shared)).toMatchObject({ reasons: [{ reason: "no-host", count: 1 }] });
  await place(host);
  await doTask({ kind: "serve", subjects: [{ instance: host.instance, cause: "cause/0" }] });
  expect(await status(shared)).toMatchObject({ phase: "allocated" });
});

test("what is to move leaves a lost computer, and finds another", async () => {
  const { instance } = await aPlacedInstance(house);
  const detail = { title: "guestbook", softwareRelease: guestbook, state: "started" } as const;
  await house.demand("request-instance", {
    actor: "person:ada",
    streamId: "TREE-guestbook",
    detail: { ...detail, conditions: { on_loss: "move" } },
  });
  await house.bring("COMP-2", 1);
  const before = await house.store.head();
  await house.demand("declare-computer-lost", {
    actor: "organisation:hoster",
    streamId: "COMP-1",
  });
  for (let from = before; from < (await house.store.head()); ) {
    const batch = await house.store.readAll(from, 100);
    from = batch.at(-1)?.position ?? from;
    for (const task of tasksOf(batch)) await doTask(task);
  }
  await house.catchUp();
  expect(await house.status(instance)).toMatchObject({
    phase: "allocated",
    award: { computer: "COMP-2" },
  });
});

test("a reconciliation finds who should have left, and whose host is gone", async () => {
  const { instance: host } = await aPlacedInstance(house);
  const shared = await aSharedRoot(house, "frontend", host);
  await place(shared);
  const detail = { title: "guestbook", softwareRelease: guestbook, state: "started" } as const;
  await house.demand("request-instance", {
    actor: "person:ada",
    streamId: "TREE-guestbook",
    detail: { ...detail, conditions: { on_loss: "move" } },
  });
  await house.demand("declare-computer-lost", {
    actor: "organisation:hoster",
    streamId: "COMP-1",
  });
  expect(await doTask({ kind: "reconcile" })).toEqual([]);
  expect(await status({ instance: host, cause: "" })).not.toHaveProperty("award");
  await doTask({ kind: "reconcile" });
  expect(await status(shared)).not.toHaveProperty("host");
  expect(await house.count("partition-released")).toBe(1);
});
