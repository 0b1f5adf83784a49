import type { CommandOf, Movement, MovementOf } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { computer } from "#ledger/computer/computer.ts";
import { decide } from "#ledger/decider.ts";
import { handle, ledgerOver, type Outcome } from "#ledger/handle.ts";
import type { MovementStore } from "#ledger/store/store.ts";
import { streamStates } from "#ledger/stream-states.ts";
import { streamTurns } from "#ledger/stream-turns.ts";

const streamId = "COMP-1";
const allocate = (instance: string) =>
  ask("allocate-partition", { streamId, detail: { instance } });
const release = (instance: string) => ask("release-partition", { streamId, detail: { instance } });

/** A computer with so many partitions, in a store that counts what it is asked. */
async function furnished(count = 1) {
  const kept = memoryStore();
  const partitions = Array.from({ length: count }, (_, index) => ({
    reference: `slappart${index}`,
    address: "127.0.0.1",
  }));
  const capacity = a("capacity-set", { detail: { partitions } });
  const first = [a("computer-registered"), a("software-supplied"), capacity];
  await kept.append("computer", streamId, 0, first);
  return counting(kept);
}

function counting(kept: MovementStore) {
  const asked = { reads: [] as number[], appends: 0 };
  const store: MovementStore = {
    ...kept,
    read: (category, id, after = 0) => {
      asked.reads.push(after);
      return kept.read(category, id, after);
    },
    append: (...wish) => {
      asked.appends += 1;
      return kept.append(...wish);
    },
  };
  return { store, asked };
}

/** Two processes that have both seen the stream, over one store. */
async function twoOver(store: MovementStore) {
  const [here, there] = [ledgerOver(store), ledgerOver(store)];
  for (const ledger of [here, there]) await handle(ledger, computer, release("NOBODY"));
  return { here, there };
}

const kinds = (outcome: Outcome) =>
  "recorded" in outcome ? outcome.recorded.map(({ movement }) => movement.kind) : "refused";

test("a stream that this process wrote last is not read again", async () => {
  const { store, asked } = await furnished(20);
  const ledger = ledgerOver(store);
  for (let index = 0; index < 20; index++)
    await handle(ledger, computer, allocate(`INST-${index}`));
  expect(asked).toEqual({ reads: [0], appends: 20 });
});

test("what is decided on an old state costs another attempt, and is decided anew", async () => {
  const { store, asked } = await furnished(2);
  const { here, there } = await twoOver(store);
  await handle(there, computer, allocate("INST-1"));
  asked.appends = 0;
  const outcome = await handle(here, computer, allocate("INST-2"));
  expect(outcome).toMatchObject({
    recorded: [{ movement: { detail: { partition: "slappart1" } } }],
  });
  expect(asked.appends).toBe(2);
});

test("a refusal by an old state is taken back when the stream has moved", async () => {
  const { store } = await furnished(1);
  const { here, there } = await twoOver(store);
  await handle(here, computer, allocate("INST-1"));
  expect(kinds(await handle(here, computer, allocate("INST-2")))).toBe("refused");
  await handle(there, computer, release("INST-1"));
  expect(kinds(await handle(here, computer, allocate("INST-2")))).toEqual(["partition-allocated"]);
});

test("nothing to do by an old state is something to do when the stream has moved", async () => {
  const { store } = await furnished(1);
  const { here, there } = await twoOver(store);
  await handle(here, computer, allocate("INST-1"));
  await handle(there, computer, release("INST-1"));
  expect(kinds(await handle(here, computer, allocate("INST-1")))).toEqual(["partition-allocated"]);
});

test("a refusal by what is remembered costs reading on, not reading all", async () => {
  const { store, asked } = await furnished(1);
  const ledger = ledgerOver(store);
  await handle(ledger, computer, allocate("INST-1"));
  asked.reads.length = 0;
  expect(kinds(await handle(ledger, computer, allocate("INST-2")))).toBe("refused");
  expect(asked.reads).toEqual([4]);
});

test.each([
  ["there is nothing to do any more", []],
  ["it would be refused now", [release("INST-1"), allocate("INST-2")]],
  ["it could be done again", [release("INST-1")]],
])("a command again gets its first answer, although %s", async (_, between) => {
  const { store } = await furnished(1);
  const { here, there } = await twoOver(store);
  const command = allocate("INST-1");
  const first = await handle(here, computer, command);
  for (const one of between) await handle(here, computer, one);
  for (const ledger of [here, there, ledgerOver(store)])
    expect(await handle(ledger, computer, command)).toEqual({ ...first, repeated: true });
});

test("a thousand callers on one stream are all answered", async () => {
  const { store } = await furnished(1_000);
  const ledger = ledgerOver(store);
  const outcomes = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) =>
      handle(ledger, computer, allocate(`INST-${index}`)),
    ),
  );
  expect(outcomes.every((outcome) => kinds(outcome).length === 1)).toBe(true);
});

test("a store whose answer was lost is asked again, and nothing is done twice", async () => {
  const { store } = await furnished(2);
  let isCut = false;
  const ledger = ledgerOver({
    ...store,
    append: async (...wish) => {
      const appended = await store.append(...wish);
      if (isCut) throw new Error("the line was cut");
      return appended;
    },
  });
  await handle(ledger, computer, allocate("INST-1"));
  isCut = true;
  const command = allocate("INST-2");
  await expect(handle(ledger, computer, command)).rejects.toThrow("the line was cut");
  isCut = false;
  expect(await handle(ledger, computer, command)).toMatchObject({ repeated: true });
  const other = await handle(ledger, computer, allocate("INST-3"));
  expect(kinds(other)).toBe("refused");
});

type Step = { readonly command: CommandOf<"computer">; readonly process: number };

const instances = fc.constantFrom("INST-1", "INST-2", "INST-3", "INST-4");
const wish = fc
  .tuple(fc.boolean(), instances)
  .map(([isAllocation, instance]) => (isAllocation ? allocate(instance) : release(instance)));
/** Commands of two processes; some are sent again. */
const steps: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.record({ command: wish, process: fc.nat(1), again: fc.nat(30) }), { maxLength: 25 })
  .map((all) =>
    all.map(({ again, ...step }) => ({ ...step, command: (all[again] ?? step).command })),
  );

/** Remembers next to nothing, so that forgetting happens too. */
function forgetful(store: MovementStore) {
  return { store, states: streamStates(8), turns: streamTurns() };
}

test("two who remember answer as one who remembers nothing, whatever they are asked", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const [one, other] = [(await furnished(2)).store, (await furnished(2)).store];
      const ledgers = [ledgerOver(one), forgetful(one)] as const;
      for (const { command, process } of all) {
        const found = await handle(ledgers[process === 0 ? 0 : 1], computer, command);
        const expected = await handle(ledgerOver(other), computer, command);
        expect(found).toEqual(expected);
      }
    }),
  );
});

test("however the two come in between each other, each answer fits the log", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.scheduler(), async (all, scheduler) => {
      const kept = (await furnished(2)).store;
      const ledgers = [0, 1].map(() => ledgerOver(delayed(kept, scheduler)));
      const answered = all.map(async ({ command, process }) => {
        const outcome = await handle(ledgers[process] ?? ledgerOver(kept), computer, command);
        return { command, outcome };
      });
      const settled = await scheduler.waitFor(Promise.allSettled(answered));
      const log = await kept.read("computer", streamId);
      const past = log.map(({ movement }) => movement);
      for (const one of settled)
        if (one.status === "fulfilled") expectToFit(past, one.value);
        else expect(one.reason.message).toContain("kept moving");
    }),
  );
});

function delayed(store: MovementStore, scheduler: fc.Scheduler): MovementStore {
  return {
    ...store,
    read: scheduler.scheduleFunction(store.read) as MovementStore["read"],
    append: scheduler.scheduleFunction(store.append) as MovementStore["append"],
    writtenBy: scheduler.scheduleFunction(store.writtenBy),
  };
}

type Answered = { readonly command: CommandOf<"computer">; readonly outcome: Outcome };

/** It was decided on some past that the stream really had. */
function expectToFit(past: readonly MovementOf<"computer">[], { command, outcome }: Answered) {
  const decisions = past
    .map((_, length) => decide(computer, past.slice(0, length), command))
    .concat(decide(computer, past, command));
  if ("refusal" in outcome) return expect(decisions).toContainEqual(outcome);
  const movements: readonly Movement[] = outcome.recorded.map(({ movement }) => movement);
  if (movements.length === 0) return expect(decisions).toContainEqual({ movements: [] });
  const before = (outcome.recorded[0]?.revision ?? 0) - 1;
  expect(past.slice(before, before + movements.length)).toEqual(movements);
  expect(decisions[before]).toEqual({ movements });
}
