/** What is answered of webhooks: to their owners everything, to an operator where they stand. */
import { findWebhook, listWebhooks } from "@partita/projections/webhooks/query.ts";
import { originOf, type QueryName, type Webhook } from "@partita/schemas";
import type { Asked } from "#api/answers.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Seeing } from "#api/sight.ts";

type Asking<N extends QueryName> = Pick<Asked<N>, "parameters" | "seeing" | "rows" | "webhooks">;

export async function webhooks({ seeing, rows }: Asking<"webhooks">) {
  const owner = seeing.sight === "own" ? seeing.identity.actor : undefined;
  const found = await listWebhooks(rows, { owner });
  return { webhooks: found.flatMap((one) => shown(seeing, one) ?? []) };
}

export async function webhook({ parameters, seeing, rows, webhooks }: Asking<"webhook">) {
  const found = await findWebhook(rows, parameters.webhook);
  const visible = found && shown(seeing, found);
  if (found === undefined || visible === undefined) return noSuch(parameters);
  const delivery = await webhooks?.deliveryOf(found);
  return { webhook: visible, ...(delivery !== undefined && { delivery }) };
}

/** Derived anew each time: no secret is kept anywhere. */
export async function webhookSecrets({
  parameters,
  seeing,
  rows,
  webhooks,
}: Asking<"webhook-secret">) {
  const found = await findWebhook(rows, parameters.webhook);
  if (found === undefined || !isOwn(seeing, found)) return noSuch(parameters);
  if (webhooks === undefined)
    return deny("no-such-webhook", { detail: "this Master sends no webhooks" });
  const { webhook, rotations } = found;
  const secrets = rotations.map((one) => ({
    secret: webhooks.secretOf(webhook, one.rotation),
    ...one,
  }));
  return { webhook, secrets };
}

/** The address of somebody else's receiver may contain a secret: its origin is enough. */
function shown(seeing: Seeing, found: Webhook): Webhook | undefined {
  if (isOwn(seeing, found) || seeing.sight === "everything") return found;
  return seeing.sight === "outline" ? { ...found, url: originOf(found.url) } : undefined;
}

/** What is registered as one role is that role's. */
function isOwn({ identity }: Seeing, { owner, role }: Webhook): boolean {
  return owner === identity.actor && role === identity.role;
}

function noSuch(facts: { readonly webhook: string }): Denial {
  return deny("no-such-webhook", { facts });
}
