import { memoryTree } from "#ledger/adapters/memory/merkle-tree.ts";
import { treeStoreContract } from "#ledger/testing/tree-store-contract.ts";

treeStoreContract("memory", async () => {
  const tree = memoryTree();
  return { tree, other: tree, close: async () => {} };
});
