import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { computer } from "#ledger/computer/computer.ts";
import { handle, ledgerOver, type Outcome } from "#ledger/handle.ts";
import type { MovementStore } from "#ledger/store/store.ts";

const streamId = "COMP-1";
const partitions = [{ reference: "slappart0", address: "127.0.0.1" }];
const allocate = (instance: string, id?: string) =>
  ask("allocate-partition", { streamId, detail: { instance }, ...(id && { id }) });

/** A computer with one partition. */
async function furnished(): Promise<MovementStore> {
  const store = memoryStore();
  const supplied = [a("computer-registered"), a("software-supplied")];
  const capacity = a("capacity-set", { detail: { partitions } });
  await store.append("computer", streamId, 0, [...supplied, capacity]);
  return store;
}

/** Somebody else appends just before each of the first `times` appends. */
function contested(store: MovementStore, times: number): MovementStore & { attempts: number } {
  const moving = {
    ...store,
    attempts: 0,
    append: async (...wish: Parameters<MovementStore["append"]>) => {
      moving.attempts += 1;
      if (moving.attempts > times) return store.append(...wish);
      const { length } = await store.read("computer", streamId);
      await store.append("computer", streamId, length, [a("claim-released")]);
      return store.append(...wish);
    },
  };
  return moving;
}

const written = (outcome: Outcome) => ("recorded" in outcome ? outcome.recorded.length : 0);

test("two customers race for one partition: one wins, the other is refused", async () => {
  const store = await furnished();
  const outcomes = await Promise.all(
    ["INST-1", "INST-2"].map((instance) => handle(ledgerOver(store), computer, allocate(instance))),
  );
  expect(outcomes.map(written).toSorted()).toEqual([0, 1]);
  const refused = outcomes.find((outcome) => "refusal" in outcome);
  expect(refused).toMatchObject({ refusal: { code: "computer-full", retryable: true } });
  expect(await store.read("computer", streamId)).toHaveLength(4);
});

test("what is recorded carries the command's id, actor, time and causes", async () => {
  const command = { ...allocate("INST-1"), causes: ["cause/0"], at: "2026-03-01T00:00:00.000Z" };
  const outcome = await handle(ledgerOver(await furnished()), computer, command);
  expect(outcome).toMatchObject({
    repeated: false,
    recorded: [
      {
        stream: "computer-COMP-1",
        revision: 4,
        position: 4n,
        movement: {
          id: `${command.id}/0`,
          actor: command.actor,
          recordedAt: command.at,
          causes: ["cause/0"],
        },
      },
    ],
  });
});

test("a command that is sent again gets its first answer, and nothing is written", async () => {
  const store = await furnished();
  const command = allocate("INST-1");
  const first = await handle(ledgerOver(store), computer, command);
  await handle(
    ledgerOver(store),
    computer,
    ask("release-partition", { streamId, detail: { instance: "INST-1" } }),
  );
  const later = { ...command, at: "2026-03-01T00:00:00.000Z" };
  expect(await handle(ledgerOver(store), computer, later)).toEqual({ ...first, repeated: true });
  expect(await store.head()).toBe(5n);
});

test("a command sent twice at once is carried out once, and both get the same answer", async () => {
  const store = await furnished();
  const command = allocate("INST-1");
  const both = await Promise.all([1, 2].map(() => handle(ledgerOver(store), computer, command)));
  expect(both.map((outcome) => "recorded" in outcome && outcome.repeated)).toEqual([false, true]);
  expect(await store.head()).toBe(4n);
});

test("an id that comes again with another wish is refused, in whichever stream", async () => {
  const store = await furnished();
  const { id } = allocate("INST-1", "22222222-0000-8000-8000-000000000001");
  await handle(ledgerOver(store), computer, allocate("INST-1", id));
  const other = await handle(ledgerOver(store), computer, allocate("INST-2", id));
  expect(other).toMatchObject({ refusal: { code: "command-id-reused", facts: { command: id } } });
  const elsewhere = ask("register-computer", { id, streamId: "COMP-2", actor: "person:ada" });
  expect(await handle(ledgerOver(store), computer, elsewhere)).toMatchObject({
    refusal: { code: "command-id-reused" },
  });
  expect(await store.head()).toBe(4n);
});

test("a wish that is true already records nothing", async () => {
  const store = await furnished();
  await handle(ledgerOver(store), computer, allocate("INST-1"));
  expect(await handle(ledgerOver(store), computer, allocate("INST-1"))).toEqual({
    recorded: [],
    repeated: false,
  });
});

test("a command is judged anew when its stream has moved", async () => {
  const store = contested(await furnished(), 4);
  expect(written(await handle(ledgerOver(store), computer, allocate("INST-1")))).toBe(1);
  expect(store.attempts).toBe(5);
});

test("a stream that moves under five attempts in a row is given up", async () => {
  const store = contested(await furnished(), 100);
  await expect(handle(ledgerOver(store), computer, allocate("INST-1"))).rejects.toThrow(
    "computer-COMP-1 kept moving during 5 attempts",
  );
  expect(store.attempts).toBe(5);
});
