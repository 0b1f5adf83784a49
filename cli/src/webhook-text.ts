/** Writes webhooks for people: where they send to, how far they are, and what stops them. */
import type { QueryAnswer, Webhook } from "@partita/schemas";
import { properties, table } from "./table.ts";

export function webhookTable(webhooks: readonly Webhook[]): string {
  if (webhooks.length === 0) return "There are no webhooks.";
  return table(
    [
      { title: "webhook", cell: ({ webhook }) => webhook },
      { title: "owner", cell: ({ owner }) => owner },
      { title: "reads as", cell: ({ role }) => role },
      { title: "to", cell: ({ url }) => url },
      { title: "kinds", cell: kindsOf },
      { title: "state", cell: stateOf },
    ],
    webhooks,
  );
}

export function webhookText({ webhook, delivery }: QueryAnswer<"webhook">): string {
  const failing = delivery?.failing;
  return properties([
    ["webhook", webhook.webhook],
    ["owner", webhook.owner],
    ["reads as", webhook.role],
    ["to", webhook.url],
    ["envelope", webhook.format],
    ["kinds", kindsOf(webhook)],
    ["secret", `number ${webhook.rotations[0]?.rotation ?? 0}`],
    ["state", stateOf(webhook)],
    ["delivered", `up to position ${delivery?.delivered ?? webhook.after}`],
    ["last answer", answerOf(delivery)],
    ["fails at", failing && `position ${failing.position} since ${failing.since}`],
    ["attempts", failing && `${failing.attempts}: ${failing.message}`],
    ["next attempt", webhook.pause === undefined ? failing?.nextAttemptAt : undefined],
  ]);
}

export function secretText({ secrets }: QueryAnswer<"webhook-secret">): string {
  return secrets
    .map(({ secret, until }) => (until === undefined ? secret : `${secret}  until ${until}`))
    .join("\n");
}

function answerOf(delivery: QueryAnswer<"webhook">["delivery"]): string | undefined {
  if (delivery?.status === undefined) return undefined;
  return `${delivery.status} at ${delivery.answeredAt}`;
}

function kindsOf({ kinds }: Webhook): string {
  return kinds.length === 0 ? "all" : kinds.join(", ");
}

function stateOf({ pause }: Webhook): string {
  if (pause === undefined) return "running";
  return `paused at ${pause.pausedAt} (${pause.reason}): ${pause.message}`;
}
