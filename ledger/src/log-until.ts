/** A log as it was at a position: for what reads to the end of a log that goes on growing. */
import type { MovementStore, Position } from "#ledger/store/store.ts";

export function logUntil(store: MovementStore, until: Position): MovementStore {
  return {
    ...store,
    readAll: async (after, limit) => {
      const page = await store.readAll(after, limit);
      return page.filter(({ position }) => position <= until);
    },
    head: async () => {
      const head = await store.head();
      return head < until ? head : until;
    },
  };
}
