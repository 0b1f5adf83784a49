import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { storeContract } from "#ledger/testing/store-contract.ts";

storeContract("memory", async () => {
  const store = memoryStore();
  return { store, other: store, close: async () => {} };
});
