/** What a webhook is made of: where to, as whom it reads, and in which envelope it is sent. */
import { Type } from "typebox";
import type { Role } from "./commands/define.ts";

/** Longest address of a receiver. */
const urlCharactersMax = 2048;

/** Names no user: what stands before an @ would be a password in the log for ever. */
export const WebhookUrl = Type.String({
  pattern: "^https?://[^\\s/@?#]+([/?][^\\s#]*)?$",
  maxLength: urlCharactersMax,
});

/** `standard`: type, timestamp and data, after Standard Webhooks. */
export const WebhookFormat = Type.Enum(["standard", "cloudevents"]);

/** A computer receives nothing: its agent dials out. */
const readerRoles = [
  "person",
  "organisation",
  "operator",
  "accountant",
  "auditor",
] as const satisfies readonly Role[];

/** As what a webhook reads: fixed when it is registered, by who registered it. */
export const ReaderRole = Type.Enum([...readerRoles]);

/** Why the Master stopped sending: the receiver said 410, or failed for days. */
export const PauseReason = Type.Enum(["gone", "failing"]);

/** What went wrong, in words; a receiver's own words are not among them. */
export const PauseMessage = Type.String({ maxLength: 500 });

const owner = "organisation:hoster";

/** The frame that all movements of a webhook share: it is its owner's, and the Master keeps it. */
export const webhookFrameExample = {
  resource: "webhook",
  quantity: "1",
  source: owner,
  destination: "organisation:master",
  sourceSection: owner,
  destinationSection: owner,
  items: ["webhook:HOOK-0000000001"] as `webhook:${string}`[],
} as const;
