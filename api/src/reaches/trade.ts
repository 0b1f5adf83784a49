/** What may be done with books, offers and webhooks: nobody but their owners does anything. */
import { listWebhooks } from "@partita/projections/webhooks/query.ts";
import { webhooksMax } from "@partita/schemas";
import { type Denial, deny } from "#api/problems.ts";
import type { Asking, Looking } from "#api/reach.ts";
import { ownComputers } from "#api/reaches/computers.ts";

type Judged = Promise<Denial | undefined>;

export async function ownBooks({ identity, to }: Asking): Judged {
  return to.organisation === identity.actor ? undefined : deny("not-yours");
}

/** Read from the offer's own stream, since an offer that was withdrawn is on no market any more. */
export async function ownOffer(asking: Asking, looking: Looking): Judged {
  const { offer = "" } = asking.to;
  const [published] = await looking.store.read("offer", offer);
  if (published === undefined) return deny("no-such-offer", { facts: { offer } });
  if (published.movement.sourceSection !== asking.identity.actor)
    return deny("not-yours", { facts: { offer } });
  return ownComputers(asking, looking);
}

export async function oneMoreWebhook({ identity }: Asking, { rows }: Looking): Judged {
  const { actor, role } = identity;
  const owned = (await listWebhooks(rows, { owner: actor })).filter((one) => one.role === role);
  return owned.length < webhooksMax
    ? undefined
    : deny("too-many-webhooks", { facts: { max: `${webhooksMax}` } });
}

/** Read from its own stream: one that was just registered is its owner's already. */
export async function ownWebhook({ identity, to }: Asking, { store }: Looking): Judged {
  const { webhook = "" } = to;
  const [first] = await store.read("webhook", webhook);
  const { actor, role } = identity;
  const isOwn =
    first?.movement.kind === "webhook-registered" &&
    first.movement.detail.owner === actor &&
    first.movement.detail.role === role;
  return isOwn ? undefined : deny("no-such-webhook", { facts: { webhook } });
}
