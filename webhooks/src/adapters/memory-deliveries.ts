/** Keeps how far deliveries are in a map; for tests and for the simulation. */
import type { Deliveries } from "#webhooks/ports.ts";
import type { Progress } from "#webhooks/progress.ts";

export function memoryDeliveries(): Deliveries {
  const kept = new Map<string, Progress>();
  return {
    load: async (webhook) => kept.get(webhook),
    save: async (webhook, progress) => {
      kept.set(webhook, progress);
    },
  };
}
