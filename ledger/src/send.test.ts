import { type Command, commandKinds } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { sender } from "#ledger/send.ts";

test("a command reaches the decider that owns its stream", async () => {
  const store = memoryStore();
  const send = sender(store);
  const computer = { streamId: "COMP-1", actor: "organisation:hoster" } as const;
  await send(ask("register-computer", computer));
  await send(ask("publish-offer", { streamId: "OFFER-1", actor: "organisation:hoster" }));
  await send(ask("request-instance", { streamId: "TREE-1", actor: "person:ada" }));
  expect((await store.readAll(0n, 10)).map(({ stream }) => stream)).toEqual([
    "computer-COMP-1",
    "offer-OFFER-1",
    "instance-tree-TREE-1",
  ]);
});

test.each(commandKinds.map(({ kind }) => kind))("%s is answered, not thrown at", async (kind) => {
  const outcome = await sender(memoryStore())(ask(kind));
  expect("recorded" in outcome || "refusal" in outcome).toBe(true);
});

test("a command of a kind that is not known is a fault", async () => {
  // As sent by a later version of the house.
  const unknown = { ...ask("set-capacity"), kind: "move-computer" } as unknown as Command;
  await expect(sender(memoryStore())(unknown)).rejects.toThrow("does not know move-computer");
});
