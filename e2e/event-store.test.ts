import { openEventStore } from "@partita/ledger/adapters/eventstore/store.ts";
import {
  eventStoreForTests,
  eventStoreSays,
  namespaceForTest,
} from "@partita/ledger/testing/event-store-for-tests.ts";
import { test } from "vitest";
import { memoryHouse } from "./testing/memory-house.ts";
import { playOneRequest } from "./testing/play-one-request.ts";

test(`one request on EventStoreDB (${eventStoreSays}), from the wish to the invoice`, async () => {
  const server = await eventStoreForTests();
  const namespace = namespaceForTest();
  const { store, close } = await openEventStore(server.url, { namespace });
  await playOneRequest(memoryHouse(store), { gapless: false });
  await close();
  await server.stop();
});
