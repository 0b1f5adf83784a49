/** Where are movements sent to, from which position on, and which secrets sign them? */
import type { Recorded } from "@partita/ledger";
import type { Movement, Webhook } from "@partita/schemas";
import type { Change, Projection } from "#projections/projection.ts";
import { webhooksTable } from "#projections/webhooks/table.ts";

/** Secrets that sign at once: a header has an end, and nobody is that far behind. */
const secretsMax = 5;

type Kind = Extract<Movement, { readonly detail: { readonly webhook: string } }>["kind"];

export const webhooks: Projection<Webhook> = {
  table: webhooksTable,
  on: {
    "webhook-registered": { keys: webhookOf, apply: (_, recorded) => registered(recorded) },
    "webhook-enabled": becomes((row, { position }) => running(row, position)),
    "webhook-rewound": becomes((row, { movement, position }) => ({
      ...running(row, position),
      after: movement.detail.after,
      startedAt: String(position),
    })),
    "webhook-rotated": becomes((row, { movement }) => ({
      ...row,
      rotations: rotated(row, movement),
    })),
    "webhook-paused": becomes((row, { movement }) => ({ ...row, pause: pauseOf(movement) })),
    "webhook-removed": { keys: webhookOf, apply: () => undefined },
  },
};

function webhookOf({ movement }: Recorded<Movement<Kind>>): readonly string[] {
  return [movement.detail.webhook];
}

function becomes<K extends Kind>(
  next: (row: Webhook, recorded: Recorded<Movement<K>>) => Webhook,
): Change<Webhook, K> {
  return {
    keys: ({ movement }) => [movement.detail.webhook],
    apply: (row, recorded) => row && { ...next(row, recorded), revision: recorded.revision },
  };
}

function registered({
  movement,
  position,
  revision,
}: Recorded<Movement<"webhook-registered">>): Webhook {
  const { webhook, owner, role, url, format, kinds, after } = movement.detail;
  const place = String(position);
  return {
    ...{ webhook, owner, role, url, format, kinds },
    after: after ?? place,
    startedAt: place,
    enabledAt: place,
    revision,
    rotations: [{ rotation: 0 }],
    registeredAt: movement.recordedAt,
  };
}

function running({ pause: _, ...row }: Webhook, position: bigint): Webhook {
  return { ...row, enabledAt: String(position) };
}

/** The older ones expire when they were to, or with the overlap, whatever comes first. */
function rotated(
  { rotations }: Webhook,
  { detail, recordedAt }: Movement<"webhook-rotated">,
): Webhook["rotations"] {
  const { rotation, overlapUntil } = detail;
  const older = rotations
    .map((one) => ({ ...one, until: earlier(one.until ?? overlapUntil, overlapUntil) }))
    .filter(({ until }) => until > recordedAt);
  return [{ rotation }, ...older].slice(0, secretsMax);
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function pauseOf({
  detail,
  recordedAt,
}: Movement<"webhook-paused">): NonNullable<Webhook["pause"]> {
  const { webhook: _, ...found } = detail;
  return { ...found, pausedAt: recordedAt };
}
