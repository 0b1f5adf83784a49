import { afterAll, beforeAll } from "vitest";
import { openEventStore } from "#ledger/adapters/eventstore/store.ts";
import {
  type EventStoreForTests,
  eventStoreForTests,
  eventStoreSays,
  namespaceForTest,
} from "#ledger/testing/event-store-for-tests.ts";
import { storeContract } from "#ledger/testing/store-contract.ts";

let server: EventStoreForTests;
beforeAll(async () => {
  server = await eventStoreForTests();
});
afterAll(() => server.stop());

storeContract(
  `EventStoreDB (${eventStoreSays})`,
  async () => {
    const namespace = namespaceForTest();
    const one = await openEventStore(server.url, { namespace });
    const two = await openEventStore(server.url, { namespace });
    return {
      store: one.store,
      other: two.store,
      close: async () => {
        await Promise.all([one.close(), two.close()]);
      },
    };
  },
  { gapless: false },
);
