/** Keeps keys for their holders in memory, for tests and for a house that forgets at its end. */
import type { ActorId } from "@partita/schemas";
import type { KeptKey, KeptKeys } from "#certificates/authority.ts";

export function memoryKeptKeys(): KeptKeys {
  const keys = new Map<ActorId, KeptKey & { readonly serial: string }>();
  return {
    keep: async (holder, serial, { key, certificate }) => {
      keys.set(holder, { serial, key, certificate });
    },
    find: async (holder) => keys.get(holder),
    forget: async (holder) => {
      keys.delete(holder);
    },
  };
}
