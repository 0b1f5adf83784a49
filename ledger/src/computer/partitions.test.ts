import type { Partition } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { computer } from "#ledger/computer/computer.ts";
import { handle, ledgerOver } from "#ledger/handle.ts";
import { given } from "#ledger/testing/given.ts";

const streamId = "COMP-1";
const named = (...references: readonly string[]) =>
  references.map((reference) => ({ reference, address: "127.0.0.1" }));
const set = (...references: readonly string[]) =>
  ask("set-capacity", { streamId, detail: { partitions: named(...references) } });
const allocate = (instance: string, changes: { readonly award?: string } = {}) =>
  ask("allocate-partition", { streamId, detail: { instance, ...changes } });
const release = (instance: string, changes: { readonly award?: string } = {}) =>
  ask("release-partition", { streamId, detail: { instance, ...changes } });

const open = [a("computer-registered"), a("computer-claimed"), a("software-supplied")] as const;
const capacity = (...references: readonly string[]) =>
  a("capacity-set", { detail: { partitions: named(...references) } });
const held = (partition: string, instance: string) =>
  a("partition-allocated", { detail: { partition, instance } });

const retiring = a("capacity-set", {
  detail: {
    partitions: [
      { reference: "slappart0", address: "127.0.0.1", retiring: true },
      ...named("slappart1"),
    ],
  },
});

test("what retired goes back to its owner when it is released, and is given to nobody", () => {
  const past = [...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"), retiring];
  given(computer, ...past)
    .when(release("INST-1"))
    .then({
      kind: "partition-released",
      source: "project:TREE-0000000001",
      destination: "organisation:hoster",
      detail: { partition: "slappart0", retired: true },
    });
  const released = a("partition-released", { detail: { instance: "INST-1", retired: true } });
  const full = [...past, released, held("slappart1", "INST-2")];
  given(computer, ...full)
    .when(allocate("INST-3"))
    .thenRefused("computer-full");
  given(computer, ...full)
    .when(set("slappart1"))
    .thenNothing();
});

test("a computer that is closed takes nothing new, and keeps what it has", () => {
  const closed = a("allocation-scope-set");
  const past = [...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"), closed];
  given(computer, ...past)
    .when(allocate("INST-2"))
    .thenRefused("computer-closed", { scope: "close/maintenance" });
  given(computer, ...past)
    .when(allocate("INST-1"))
    .thenNothing();
  given(computer, ...past, a("allocation-scope-set", { detail: { scope: "open" } }))
    .when(allocate("INST-2"))
    .then("partition-allocated");
});

test("a computer that is lost takes nothing, until its agent sets its capacity again", () => {
  const past = [...open, capacity("slappart0"), a("computer-lost")];
  given(computer, ...past)
    .when(allocate("INST-1"))
    .thenRefused("computer-lost");
  given(computer, ...past)
    .when(set("slappart0"))
    .then({ kind: "capacity-set", quantity: "0" });
  given(computer, ...past, capacity("slappart0"))
    .when(allocate("INST-1"))
    .then("partition-allocated");
});

test("the first free partition, as people count, goes to the buyer's tree", () =>
  given(computer, ...open, capacity("slappart2", "slappart10"))
    .when(allocate("INST-1"))
    .then({
      kind: "partition-allocated",
      quantity: "1",
      source: "network:COMP-1",
      destination: "project:TREE-0000000001",
      sourceSection: "organisation:hoster",
      destinationSection: "person:ada",
      detail: { partition: "slappart2", address: "127.0.0.1", instance: "INST-1" },
    }));

test("a partition that is taken is passed over", () =>
  given(computer, ...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"))
    .when(allocate("INST-2"))
    .then({ kind: "partition-allocated", detail: { partition: "slappart1" } }));

test("an instance that has a partition gets no second one", () =>
  given(computer, ...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"))
    .when(allocate("INST-1"))
    .thenNothing());

test("a computer whose partitions are all taken is full", () =>
  given(computer, ...open, capacity("slappart0"), held("slappart0", "INST-1"))
    .when(allocate("INST-2"))
    .thenRefused("computer-full"));

test("software must be supplied, but need not be built yet", () => {
  const [registered, claimed] = open;
  const withdrawn = a("software-supplied", { detail: { state: "destroyed" } });
  given(computer, registered, claimed, capacity("slappart0"))
    .when(allocate("INST-1"))
    .thenRefused("software-not-supplied");
  given(computer, ...open, withdrawn, capacity("slappart0"))
    .when(allocate("INST-1"))
    .thenRefused("software-not-supplied");
});

test("a released partition comes back from the buyer and is free again", () => {
  const past = [...open, capacity("slappart0"), held("slappart0", "INST-1")];
  given(computer, ...past)
    .when(release("INST-1"))
    .then({
      kind: "partition-released",
      source: "project:TREE-0000000001",
      destination: "network:COMP-1",
      sourceSection: "person:ada",
      destinationSection: "organisation:hoster",
      detail: { partition: "slappart0", instance: "INST-1", tree: "TREE-0000000001" },
    });
  given(computer, ...past, a("partition-released", { detail: { instance: "INST-1" } }))
    .when(allocate("INST-2"))
    .then({ kind: "partition-allocated", detail: { partition: "slappart0" } });
});

test("a partition given anew since is not taken back under the award before", () =>
  given(computer, ...open, capacity("slappart0"), held("slappart0", "INST-1"))
    .when(release("INST-1", { award: "earlier/0" }))
    .thenNothing());

test("who holds a partition under another award gets no second one, and hears of which", () =>
  given(computer, ...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"))
    .when(allocate("INST-1", { award: "next/0" }))
    .thenRefused("partition-held-already", { award: a("partition-allocated").detail.award }));

test("what holds no partition is released by doing nothing", () =>
  given(computer, ...open, capacity("slappart0"))
    .when(release("INST-1"))
    .thenNothing());

const reference = fc.integer({ min: 0, max: 4 }).map((number) => `slappart${number}`);
const instance = fc.integer({ min: 0, max: 5 }).map((number) => `INST-${number}`);
const wishes = fc.oneof(
  instance.map((one) => allocate(one)),
  instance.map((one) => release(one)),
  fc.uniqueArray(reference).map((references) => set(...references)),
);

/** What the log says, without a word from the decider: the partitions and their holders. */
async function tell(store: ReturnType<typeof memoryStore>) {
  const holders = new Map<string, string>();
  let partitions: readonly Partition[] = [];
  let capacity = 0;
  for (const { movement } of await store.read("computer", streamId)) {
    if (movement.kind === "capacity-set") {
      partitions = movement.detail.partitions;
      const sign = movement.destination === "network:COMP-1" ? 1 : -1;
      capacity += sign * Number(movement.quantity);
    }
    if (movement.kind === "partition-allocated") {
      const { partition, instance } = movement.detail;
      expect(holders.has(partition), "two instances in one partition").toBe(false);
      const given = partitions.find(({ reference }) => reference === partition);
      expect(given?.retiring, "a retiring partition was given").toBeUndefined();
      expect(given).toBeDefined();
      holders.set(partition, instance);
      capacity -= 1;
    }
    if (movement.kind === "partition-released") {
      const { partition, retired } = movement.detail;
      holders.delete(partition);
      expect(movement.destination).toBe(retired ? "organisation:hoster" : "network:COMP-1");
      if (retired) partitions = partitions.filter(({ reference }) => reference !== partition);
      else capacity += 1;
    }
  }
  return { holders, partitions, capacity };
}

test("whatever is asked: one instance per partition, none that retires, all counted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wishes, { maxLength: 30 }), async (commands) => {
      const store = memoryStore();
      await store.append("computer", streamId, 0, open);
      for (const command of commands) {
        await handle(ledgerOver(store), computer, command);
        const { holders, partitions, capacity } = await tell(store);
        const free = partitions.filter(({ reference }) => !holders.has(reference));
        expect(free.length + holders.size).toBe(partitions.length);
        expect(new Set(holders.values()).size).toBe(holders.size);
        expect(free.some(({ retiring }) => retiring)).toBe(false);
        expect(capacity, "what was moved is what is there").toBe(free.length);
      }
    }),
  );
});

test("whatever is asked twice in a row is written once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wishes, { maxLength: 15 }), async (commands) => {
      const store = memoryStore();
      await store.append("computer", streamId, 0, open);
      for (const command of commands) {
        await handle(ledgerOver(store), computer, command);
        const again = { ...command, id: `${command.id}-again` };
        const outcome = await handle(ledgerOver(store), computer, again);
        if ("recorded" in outcome) expect(outcome.recorded).toEqual([]);
      }
    }),
  );
});
