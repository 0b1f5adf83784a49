/** The event store that tests use: the server of EVENTSTORE_URL, or one within this process. */
import { randomUUID } from "node:crypto";
import { startEventStoreServer } from "#ledger/testing/event-store-server/event-store-server.ts";

export type EventStoreForTests = {
  readonly url: string;
  stop(): Promise<void>;
};

/** Which of the two it is, for the titles of tests. */
export const eventStoreSays =
  process.env.EVENTSTORE_URL === undefined ? "a server in this process" : "EVENTSTORE_URL";

export async function eventStoreForTests(): Promise<EventStoreForTests> {
  const url = process.env.EVENTSTORE_URL;
  if (url !== undefined) return { url, stop: async () => {} };
  const server = await startEventStoreServer();
  return { url: server.url, stop: server.stop };
}

/** A real server holds what earlier runs have left: each test is a house of its own on it. */
export function namespaceForTest(): string {
  return `test_${randomUUID().replaceAll("-", "")}`;
}
