/** Delivers to one webhook, in the order of the log, until it is stopped, paused or gone. */
import { type Recorded, StoreOverloaded, StoreUnavailable } from "@partita/ledger";
import { type Delivery, deriveId, instantOf, master, type Webhook } from "@partita/schemas";
import { letterOf, messageFor } from "#webhooks/letter.ts";
import type { Ports, Posted } from "#webhooks/ports.ts";
import { type Progress, progressOf } from "#webhooks/progress.ts";
import { attemptsMax, pauseAfter } from "#webhooks/retry.ts";
import type { Slots } from "#webhooks/slots.ts";

/** What is passed over without being sent is noted this often: a restart looks at it again. */
const passedOverMax = 1_000;
/** Few: a receiver that fails for days holds on to them meanwhile. */
const pageMovementsMax = 100;

export type Delivering = {
  readonly ports: Ports;
  readonly webhook: Webhook;
  readonly slots: Slots;
  /** Aborts when this webhook changed, or is gone: a letter under way is still sent. */
  readonly stopped: AbortSignal;
  /** Aborts when the house ends: a letter under way is cut off, and comes again. */
  readonly ending: AbortSignal;
};

type Failing = NonNullable<Delivery["failing"]>;
/** A movement that this webhook is to be told of, on its way. */
type Sending = {
  readonly recorded: Recorded;
  readonly message: NonNullable<ReturnType<typeof messageFor>>;
};

/** The delivery to this one webhook cannot go on; nothing is known to be wrong with the others. */
export class DeliveryStuck extends Error {
  override readonly name = "DeliveryStuck";
}

/**
 * Resolves when stopped, or when the webhook was paused; throws DeliveryStuck when the log cannot
 * be read from where it is, or a movement cannot be put into its words. What was acknowledged is
 * saved before the next is sent: after a crash at most one letter comes twice, with the same id.
 */
export async function deliver(delivering: Delivering): Promise<void> {
  const { ports, webhook, stopped } = delivering;
  const { store, deliveries } = ports;
  let progress = progressOf(webhook, await deliveries.load(webhook.webhook));
  let passedOver = 0;
  while (!stopped.aborted) {
    const after = BigInt(progress.delivery.delivered);
    const page = await orStuck(() => store.readAll(after, pageMovementsMax));
    if (page.length === 0) await store.waitBeyond(after, stopped);
    for (const recorded of page) {
      if (stopped.aborted) return;
      const message = await orStuck(async () => messageFor(webhook, recorded));
      if (message !== undefined) {
        const sent = await untilTaken(delivering, progress, { recorded, message });
        if (sent === undefined) return;
        progress = sent;
        passedOver = 0;
      } else {
        progress = passedBy(progress, recorded);
        passedOver += 1;
        if (passedOver % passedOverMax === 0) await deliveries.save(webhook.webhook, progress);
      }
    }
  }
}

/** A store that is away is away for all; anything else may be wrong with this webhook alone. */
async function orStuck<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StoreUnavailable || cause instanceof StoreOverloaded) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DeliveryStuck(why, { cause });
  }
}

/** Undefined: it was not taken, since the delivery stops here. */
async function untilTaken(
  delivering: Delivering,
  begun: Progress,
  sending: Sending,
): Promise<Progress | undefined> {
  const { ports, webhook, slots, stopped, ending } = delivering;
  const { clock, deliveries, key, post } = ports;
  const { id } = sending.recorded.movement;
  let progress = begun;
  while (!stopped.aborted) {
    await untilDue(ports, progress, stopped);
    const posted = await slots(async () => {
      if (stopped.aborted) return undefined;
      const letter = letterOf(webhook, sending.message, { id, now: clock.now(), key });
      return post(letter, ending);
    });
    // The end of the house cuts letters off: that says nothing of the receiver.
    if (posted === undefined || ("failed" in posted && ending.aborted)) return undefined;
    progress = isTaken(posted)
      ? taken(progress, sending.recorded, { posted, now: clock.now() })
      : failed(progress, sending.recorded, { posted, ports });
    await deliveries.save(webhook.webhook, progress);
    const { failing } = progress.delivery;
    if (failing === undefined) return progress;
    if (await hasGivenUp(delivering, failing, posted)) return undefined;
  }
  return undefined;
}

function isTaken(posted: Posted): posted is Extract<Posted, { readonly status: number }> {
  return "status" in posted && posted.status >= 200 && posted.status < 300;
}

async function untilDue(
  { clock }: Ports,
  { delivery: { failing } }: Progress,
  signal: AbortSignal,
): Promise<void> {
  if (failing === undefined) return;
  const milliseconds = Date.parse(failing.nextAttemptAt) - Date.parse(clock.now());
  if (milliseconds > 0) await clock.sleep(milliseconds, signal);
}

function passedBy(progress: Progress, { position }: Recorded): Progress {
  return { ...progress, delivery: { ...progress.delivery, delivered: `${position}` } };
}

type Answered = { readonly posted: { readonly status: number }; readonly now: string };

function taken(progress: Progress, recorded: Recorded, { posted, now }: Answered): Progress {
  const delivered = `${recorded.position}`;
  return { ...progress, delivery: { delivered, status: posted.status, answeredAt: now } };
}

function failed(
  progress: Progress,
  { movement, position }: Recorded,
  { posted, ports }: { readonly posted: Posted; readonly ports: Ports },
): Progress {
  const { delivered, status, answeredAt, failing } = progress.delivery;
  const now = ports.clock.now();
  const attempts = (failing?.attempts ?? 0) + 1;
  const retryAfter = "status" in posted ? posted.retryAfter : undefined;
  const pause = pauseAfter(attempts, ports.chance(), { now, retryAfter });
  const answer =
    "status" in posted
      ? { status: posted.status, answeredAt: now }
      : {
          ...(status !== undefined && { status }),
          ...(answeredAt !== undefined && { answeredAt }),
        };
  return {
    ...progress,
    delivery: {
      delivered,
      ...answer,
      failing: {
        movement: movement.id,
        position: `${position}`,
        since: failing?.since ?? now,
        attempts,
        message: "status" in posted ? `it answered ${posted.status}` : posted.failed,
        nextAttemptAt: instantOf(Date.parse(now) + pause),
      },
    },
  };
}

/** Whether nothing more is to be sent: the receiver is gone, or was tried for days. */
async function hasGivenUp(
  { ports, webhook }: Delivering,
  failing: Failing,
  posted: Posted,
): Promise<boolean> {
  const { clock, send, tell } = ports;
  const isGone = "status" in posted && posted.status === 410;
  const isForbidden = "forbidden" in posted && posted.forbidden;
  const givesUp = isGone || isForbidden || failing.attempts >= attemptsMax;
  const { movement, position, attempts, message } = failing;
  const found = { webhook: webhook.webhook, movement, attempts, message };
  tell({ says: givesUp ? "a webhook is paused" : "a webhook did not take a movement", ...found });
  if (!givesUp) return false;
  const { revision } = webhook;
  const outcome = await send({
    kind: "pause-webhook",
    id: deriveId("pause-webhook", webhook.webhook, `${revision}`, movement),
    actor: master,
    at: clock.now(),
    streamId: webhook.webhook,
    causes: [movement],
    detail: {
      reason: isGone ? "gone" : "failing",
      ...{ movement, position, attempts, message, revision },
      ...("status" in posted && { status: posted.status }),
    },
  });
  if ("refusal" in outcome) tell({ says: "a webhook is not there to be paused", ...found });
  return true;
}
