import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { computer } from "#ledger/computer/computer.ts";
import { given } from "#ledger/testing/given.ts";

const streamId = "COMP-1";
const named = (...references: readonly string[]) =>
  references.map((reference) => ({ reference, address: "127.0.0.1" }));
const set = (...references: readonly string[]) =>
  ask("set-capacity", { streamId, detail: { partitions: named(...references) } });

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

test("a partition that holds an instance retires instead of vanishing", () =>
  given(computer, ...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"))
    .when(set("slappart1"))
    .then({
      kind: "capacity-set",
      quantity: "0",
      detail: {
        partitions: [
          { reference: "slappart0", address: "127.0.0.1", retiring: true },
          { reference: "slappart1", address: "127.0.0.1" },
        ],
      },
    }));

const retiring = a("capacity-set", {
  detail: {
    partitions: [
      { reference: "slappart0", address: "127.0.0.1", retiring: true },
      ...named("slappart1"),
    ],
  },
});

test("what retires is retired once, and takes part again when it is listed again", () => {
  const past = [...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1"), retiring];
  given(computer, ...past)
    .when(set("slappart1"))
    .thenNothing();
  given(computer, ...past)
    .when(set("slappart0", "slappart1"))
    .then({
      kind: "capacity-set",
      quantity: "0",
      detail: { partitions: named("slappart0", "slappart1") },
    });
});

test("addresses and capabilities are kept as the agent says them", () => {
  const partitions = [
    {
      reference: "slappart0",
      address: "10.0.0.2",
      addresses: [{ interface: "slaptap0", address: "10.0.0.2", netmask: "255.255.255.0" }],
      capabilities: ["fast-disk"],
    },
  ];
  given(computer, ...open)
    .when(ask("set-capacity", { streamId, detail: { partitions } }))
    .then({ kind: "capacity-set", detail: { partitions } });
});

test("whose partition has another address is named, since its software must be told", () => {
  const past = [...open, capacity("slappart0", "slappart1"), held("slappart0", "INST-1")];
  const moved = [{ reference: "slappart0", address: "10.0.0.9" }, ...named("slappart1")];
  given(computer, ...past)
    .when(ask("set-capacity", { streamId, detail: { partitions: moved } }))
    .then({ kind: "capacity-set", quantity: "0", detail: { touched: ["INST-1"] } });
});

test("only the agent in charge sets the capacity", () => {
  const stranger = ask("set-capacity", { streamId, detail: { agent: "agent-2" } });
  given(computer, ...open)
    .when(stranger)
    .thenRefused("agent-not-in-charge");
  given(computer, a("computer-registered")).when(stranger).thenRefused("agent-not-in-charge");
});
