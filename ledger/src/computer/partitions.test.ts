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

test("the first capacity comes whole from the owner", () =>
  given(computer, ...open)
    .when(set("slappart0", "slappart1"))
    .then({
      kind: "capacity-set",
      resource: "partition",
      quantity: "2",
      source: "organisation:hoster",
      destination: "network:COMP-1",
      detail: { partitions: named("slappart0", "slappart1") },
    }));

test("partitions are kept in natural order", () =>
  given(computer, ...open)
    .when(set("slappart10", "slappart2"))
    .then({ kind: "capacity-set", detail: { partitions: named("slappart2", "slappart10") } }));

test("of a larger capacity only the difference comes", () =>
  given(computer, ...open, capacity("slappart0"))
    .when(set("slappart0", "slappart1", "slappart2"))
    .then({ kind: "capacity-set", quantity: "2", destination: "network:COMP-1" }));

test("of a smaller capacity the difference goes back", () =>
  given(computer, ...open, capacity("slappart0", "slappart1"))
    .when(set("slappart1"))
    .then({
      kind: "capacity-set",
      quantity: "1",
      source: "network:COMP-1",
      destination: "organisation:hoster",
    }));

test("other partitions, as many as before, move nothing but are noted", () =>
  given(computer, ...open, capacity("slappart0"))
    .when(set("slappart1"))
    .then({ kind: "capacity-set", quantity: "0", detail: { partitions: named("slappart1") } }));

test("the same capacity again, in whatever order, changes nothing", () =>
  given(computer, ...open, capacity("slappart0", "slappart1"))
    .when(set("slappart1", "slappart0"))
    .thenNothing());

test("two partitions of one name are refused", () =>
  given(computer, ...open)
    .when(set("slappart0", "slappart1", "slappart0"))
    .thenRefused("duplicate-partition", { partition: "slappart0" }));

test("a partition that holds an instance does not vanish", () =>
  given(computer, ...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"))
    .when(set("slappart1"))
    .thenRefused("partition-occupied", { partition: "slappart0", instance: "INST-1" }));

test("only the agent in charge sets the capacity", () => {
  const stranger = ask("set-capacity", { streamId, detail: { agent: "agent-2" } });
  given(computer, ...open)
    .when(stranger)
    .thenRefused("agent-not-in-charge");
  given(computer, a("computer-registered")).when(stranger).thenRefused("agent-not-in-charge");
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
  let partitions: readonly string[] = [];
  for (const { movement } of await store.read("computer", streamId)) {
    if (movement.kind === "capacity-set")
      partitions = movement.detail.partitions.map((partition) => partition.reference);
    if (movement.kind === "partition-allocated") {
      expect(holders.has(movement.detail.partition), "two instances in one partition").toBe(false);
      holders.set(movement.detail.partition, movement.detail.instance);
    }
    if (movement.kind === "partition-released") holders.delete(movement.detail.partition);
  }
  return { holders, partitions };
}

test("whatever is asked: one instance per partition, and none outside the capacity", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wishes, { maxLength: 30 }), async (commands) => {
      const store = memoryStore();
      await store.append("computer", streamId, 0, open);
      for (const command of commands) {
        await handle(ledgerOver(store), computer, command);
        const { holders, partitions } = await tell(store);
        const free = partitions.filter((partition) => !holders.has(partition));
        expect(free.length + holders.size).toBe(partitions.length);
        expect(new Set(holders.values()).size).toBe(holders.size);
      }
    }),
  );
});
