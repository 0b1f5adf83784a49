/** A log in memory with its Merkle log, for tests: movements are appended, the tree grows. */
import { keyText } from "@partita/schemas/log/signed-note.ts";
import { a } from "@partita/schemas/testing/a.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import { memoryTree } from "#ledger/adapters/memory/merkle-tree.ts";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { merkleLog } from "#ledger/merkle/merkle-log.ts";
import { growToHead } from "#ledger/merkle/run-merkle-log.ts";
import type { MovementStore } from "#ledger/store/store.ts";

export function merkleHouse() {
  const [store, tree] = [memoryStore(), memoryTree()];
  const signer = aSigner();
  return {
    store,
    tree,
    signer,
    key: keyText(signer),
    log: merkleLog({ store, tree, signer }),
    append: (count: number) => appendTo(store, count),
    grow: () => growToHead({ store, tree }),
  };
}

let commands = 0;

/** Many small commands on a few streams; each has one movement. */
export async function appendTo(store: MovementStore, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    commands += 1;
    const computer = `COMP-${commands % 3}`;
    const { length } = await store.read("computer", computer);
    const movement = a("capacity-set", { id: `command-${commands}/0` });
    await store.append("computer", computer, length, [movement]);
  }
}
