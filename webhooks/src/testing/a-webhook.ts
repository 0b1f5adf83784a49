/** Builds the row of a webhook, changing only what the test is about. */
import type { Webhook } from "@partita/schemas";

export function aWebhook(changes: Partial<Webhook> = {}): Webhook {
  return {
    webhook: "HOOK-1",
    owner: "organisation:hoster",
    role: "organisation",
    url: "https://receiver.partita.example/hooks",
    format: "standard",
    kinds: [],
    after: "5",
    startedAt: "5",
    enabledAt: "5",
    revision: 1,
    rotations: [{ rotation: 0 }],
    registeredAt: "2026-01-01T00:00:00.000Z",
    ...changes,
  };
}
