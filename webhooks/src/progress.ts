/** How far the delivery to a webhook is, and whether what is kept of it still counts. */
import type { Delivery, Webhook } from "@partita/schemas";

export type Progress = {
  /** The webhook as it was delivered to: rewound since, it begins anew. */
  readonly startedAt: string;
  /** Enabled since, its attempts are counted anew. */
  readonly enabledAt: string;
  readonly delivery: Delivery;
};

/** Where the delivery goes on: from what was kept, as far as that is about this webhook's now. */
export function progressOf(
  { startedAt, enabledAt, after }: Webhook,
  kept: Progress | undefined,
): Progress {
  if (kept?.startedAt !== startedAt)
    return { startedAt, enabledAt, delivery: { delivered: after } };
  if (kept.enabledAt === enabledAt) return kept;
  const { failing: _, ...delivery } = kept.delivery;
  return { startedAt, enabledAt, delivery };
}
