/** Makes the letter that tells a receiver of one movement, signed after Standard Webhooks. */
import { createHmac } from "node:crypto";
import type { Recorded } from "@partita/ledger";
import { cloudEvent, movementType, shownTo, type Webhook, webhookSecret } from "@partita/schemas";
import type { Letter } from "#webhooks/ports.ts";

type Message = Pick<Letter, "body"> & { readonly contentType: string };

/** What a receiver is told; undefined: it does not want to know it, or may not. */
export function messageFor(
  { owner, role, kinds, format }: Webhook,
  recorded: Recorded,
): Message | undefined {
  const { kind, recordedAt } = recorded.movement;
  if (kinds.length > 0 && !kinds.includes(kind)) return undefined;
  const data = shownTo({ actor: owner, role }, recorded);
  if (data === undefined) return undefined;
  return format === "cloudevents"
    ? { body: JSON.stringify(cloudEvent(data)), contentType: "application/cloudevents+json" }
    : {
        body: JSON.stringify({ type: movementType(kind), timestamp: recordedAt, data }),
        contentType: "application/json",
      };
}

type Attempt = { readonly id: string; readonly now: string; readonly key: Uint8Array };

/** The id is the movement's, the same at each attempt; the timestamp is that of this attempt. */
export function letterOf(
  { webhook, url, rotations }: Webhook,
  { body, contentType }: Message,
  { id, now, key }: Attempt,
): Letter {
  const timestamp = String(Math.floor(Date.parse(now) / 1000));
  const signatures = rotations
    .filter(({ until }) => until === undefined || now < until)
    .map(({ rotation }) => webhookSecret(key, webhook, rotation))
    .map((secret) => signature(secret, `${id}.${timestamp}.${body}`));
  return {
    url,
    headers: {
      "content-type": contentType,
      "user-agent": "partita",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signatures.join(" "),
    },
    body,
  };
}

function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(content).digest("base64")}`;
}
