import { memoryStore, type Recorded, sender } from "@partita/ledger";
import { itemId } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { memoryContacts } from "#api/contacts/memory-contacts.ts";
import { remembering } from "#api/remembered/remembering.ts";

const actor = "organisation:hoster" as const;
const register = (streamId: string) => ask("register-computer", { streamId, actor });
const answer = { status: 200, headers: {}, body: Buffer.from("an answer") };

async function house() {
  const store = memoryStore();
  const send = sender(store);
  const ports = await remembering({ store, send, contacts: memoryContacts() });
  const keep = async (computer: string) => {
    const version = ports.memory.changes.version();
    const ground = { position: await store.head(), version };
    ports.memory.keep(computer, answer, { ...ground, on: [itemId("computer", computer)] });
  };
  return { ...ports, others: send, keep, store };
}

test("what this process writes is known before it is acknowledged", async () => {
  const { send, memory, keep } = await house();
  await keep("COMP-1");
  expect(memory.find("COMP-1")).toBeDefined();
  await send(register("COMP-1"));
  expect(memory.find("COMP-1")).toBeUndefined();
});

test("what other processes write is heard of, also after a fault", async () => {
  const { others, memory, keep, follow } = await house();
  await keep("COMP-1");
  await keep("COMP-2");
  const first = new AbortController();
  const following = follow(first.signal);
  await others(register("COMP-1"));
  await expect.poll(() => memory.find("COMP-1")).toBeUndefined();
  first.abort();
  await following;
  await others(register("COMP-2"));
  expect(memory.find("COMP-2")).toBeDefined();
  const second = new AbortController();
  const again = follow(second.signal);
  await expect.poll(() => memory.find("COMP-2")).toBeUndefined();
  second.abort();
  await again;
});

test("whoever wants to hear of the log is told of it, from where it asked for", async () => {
  const store = memoryStore();
  const send = sender(store);
  await send(register("COMP-1"));
  const heard: string[] = [];
  const hear = (batch: readonly Recorded[]) =>
    void heard.push(...batch.map(({ stream }) => stream));
  const ports = await remembering({ store, send, contacts: memoryContacts(), from: 0n, hear });
  await ports.send(register("COMP-2"));
  expect(heard).toEqual(["computer-COMP-2"]);
  const stop = new AbortController();
  const following = ports.follow(stop.signal);
  await expect.poll(() => heard).toContain("computer-COMP-1");
  stop.abort();
  await following;
});

test("a contact's new text makes the answer about it forgotten", async () => {
  const { contacts, memory, keep } = await house();
  await keep("COMP-1");
  contacts.note({ reference: "COMP-1", text: "#error broken", at: "2026-01-01T00:00:00.000Z" });
  expect(memory.find("COMP-1")).toBeUndefined();
});
