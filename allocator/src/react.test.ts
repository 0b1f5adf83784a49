import { memoryCheckpoints, memoryStore, type Recorded, type Send } from "@partita/ledger";
import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { memoryQueue } from "#allocator/adapters/memory/queue.ts";
import { demandedBy, react, tasksOf } from "#allocator/react.ts";
import { subjectsMax } from "#allocator/task.ts";

/** Nothing is banged in these tests but where they say so. */
const send: Send = async (command) => {
  throw new Error(`nobody asked for ${command.kind}`);
};

function recorded(...movements: readonly Movement[]): readonly Recorded[] {
  return movements.map((movement, index) => ({
    movement,
    stream: "stream-1",
    revision: index + 1,
    position: BigInt(index + 1),
  }));
}

test.each([
  [a("instance-requested"), ["place"]],
  [a("instance-requested", { detail: { state: "stopped" } }), []],
  [a("instance-amended", { detail: { state: "started" } }), ["place", "serve"]],
  [a("instance-amended", { detail: { state: "stopped" } }), ["wake"]],
  [a("instance-amended", { detail: { state: "destroyed" } }), ["wake", "rescue"]],
  [
    a("instance-amended", { detail: { state: "stopped", conditions: { on_loss: "move" } } }),
    ["wake", "rescue"],
  ],
  [a("award-lapsed"), ["place", "check-host"]],
  [a("instance-awarded"), ["allocate"]],
  [a("instance-destroyed"), ["release", "check-host"]],
  [a("instance-hosted"), ["check-host"]],
  [a("bang-raised"), ["place", "place"]],
  [a("computer-lost"), ["rescue"]],
  [a("computer-banged"), []],
  [a("allocation-scope-set", { detail: { scope: "open" } }), ["wake"]],
  [a("allocation-scope-set", { detail: { scope: "close" } }), []],
  [a("capacity-set"), ["wake"]],
  [a("partition-released"), ["wake"]],
  [a("offer-published"), ["wake"]],
  [a("offer-amended"), ["wake"]],
  [a("software-supplied"), ["wake"]],
  [a("computer-registered"), ["wake"]],
  [a("computer-claimed"), ["wake"]],
  [a("partition-allocated"), ["serve"]],
  [a("allocation-deferred"), []],
  [a("instance-started"), []],
  [a("instance-renamed"), []],
  [a("certificate-issued"), []],
  [a("usage-reported"), []],
  [a("invoice-issued"), []],
] as const)("%o asks for %s", (movement, expected) => {
  expect(demandedBy(movement).map(({ kind }) => kind)).toEqual(expected);
});

test("an instance that was destroyed before any computer knew of it gives nothing back", () => {
  const { award: _, computer: __, ...detail } = a("instance-destroyed").detail;
  expect(demandedBy({ ...a("instance-destroyed"), detail })).toEqual([]);
});

test("a batch becomes one task of each kind, named after its last movement", () => {
  const [first, second] = [a("instance-requested"), a("instance-requested")];
  const [free, published] = [a("partition-released"), a("offer-published")];
  expect(tasksOf(recorded(first, free, second, published, a("instance-started")))).toMatchObject([
    {
      id: `${second.id}/place/0`,
      kind: "place",
      position: "3",
      subjects: [{ cause: first.id }, { cause: second.id }],
    },
    { id: `${published.id}/wake/0`, kind: "wake", position: "4", cause: published.id },
  ]);
});

test("a task has a bounded number of subjects", () => {
  const many = Array.from({ length: subjectsMax + 1 }, () => a("instance-requested"));
  const tasks = tasksOf(recorded(...many));
  expect(tasks.map((task) => "subjects" in task && task.subjects.length)).toEqual([subjectsMax, 1]);
});

test("a batch that comes again, longer, is not taken for the one that came before", () => {
  const [first, second] = [a("instance-requested"), a("instance-requested")];
  const [short] = tasksOf(recorded(first));
  const [long] = tasksOf(recorded(first, second));
  expect(long?.id).not.toBe(short?.id);
});

test("the log is followed from the checkpoint, saved when the tasks are in the queue", async () => {
  const [store, checkpoints, queue] = [
    memoryStore(),
    memoryCheckpoints(),
    memoryQueue({ log: () => {} }),
  ];
  const [old, young] = [a("instance-requested"), a("instance-requested")];
  await store.append("instance-tree", "TREE-1", 0, [old]);
  await checkpoints.save("allocator", 1n);
  await store.append("instance-tree", "TREE-2", 0, [young]);

  const stop = new AbortController();
  const add = async (tasks: Parameters<typeof queue.add>[0]) => {
    expect(await checkpoints.load("allocator")).toBe(1n);
    expect(tasks.map(({ id }) => id)).toEqual([`${young.id}/place/0`]);
    stop.abort();
  };
  const clock = { now: () => "2026-01-01T00:00:00.000Z", sleep: async () => {} };
  await react({ store, checkpoints, queue: { ...queue, add }, clock, send }, stop.signal);
  expect(await checkpoints.load("allocator")).toBe(2n);
});

test("a full queue lets the log wait", async () => {
  const [store, checkpoints, queue] = [
    memoryStore(),
    memoryCheckpoints(),
    memoryQueue({ log: () => {} }),
  ];
  await store.append("instance-tree", "TREE-1", 0, [a("instance-requested")]);
  const stop = new AbortController();
  const lengths = [10_000, 10_000, 9_999];
  const waiting = async () => lengths.shift() ?? 0;
  const add = async () => {
    expect(lengths).toEqual([]);
    stop.abort();
  };
  const clock = { now: () => "2026-01-01T00:00:00.000Z", sleep: async () => {} };
  await react({ store, checkpoints, queue: { ...queue, waiting, add }, clock, send }, stop.signal);
});

test("what a computer bangs is sent before the checkpoint, and again if it must be", async () => {
  const [store, checkpoints, queue] = [
    memoryStore(),
    memoryCheckpoints(),
    memoryQueue({ log: () => {} }),
  ];
  await store.append("computer", "COMP-1", 0, [a("computer-banged")]);
  const sent: string[] = [];
  const clock = { now: () => "2026-01-01T00:00:00.000Z", sleep: async () => {} };
  const failing: Send = async ({ id }) => {
    sent.push(id);
    throw new Error("away");
  };
  const reacting = { store, checkpoints, queue, clock };
  const signal = new AbortController().signal;
  await expect(react({ ...reacting, send: failing }, signal)).rejects.toThrow("away");
  expect(await checkpoints.load("allocator")).toBe(0n);
  await expect(react({ ...reacting, send: failing }, signal)).rejects.toThrow("away");
  expect(new Set(sent).size).toBe(1);
});
