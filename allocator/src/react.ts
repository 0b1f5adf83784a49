/** Follows the log and notes what each movement gives the allocator to do. */
import {
  type Checkpoints,
  follow,
  type MovementStore,
  type Recorded,
  type Send,
} from "@partita/ledger";
import type { Movement, MovementKind } from "@partita/schemas";
import { bangsOf } from "#allocator/bangs.ts";
import { perStream } from "#allocator/per-stream.ts";
import type { Clock } from "#allocator/ports.ts";
import type { Queue } from "#allocator/queue.ts";
import { wouldLeave } from "#allocator/rescue.ts";
import { revocationsOf } from "#allocator/revocations.ts";
import { type Leaving, type Subject, subjectsMax, type Task } from "#allocator/task.ts";

/** What one movement asks for; tasks put together what a batch of movements asks for. */
export type Demanded =
  | { readonly kind: Exclude<Gathered, "release">; readonly subject: Subject }
  | { readonly kind: "release"; readonly subject: Leaving }
  | { readonly kind: "wake" };

/** Kinds of tasks that have subjects, in the order in which they are best done. */
const gathered = ["release", "allocate", "rescue", "check-host", "place", "serve"] as const;
type Gathered = (typeof gathered)[number];

type Reactions = {
  readonly [K in MovementKind]: (movement: Movement<K>) => readonly Demanded[];
};

/** A kind of movement that is not in this table does not compile. */
const reactions: Reactions = {
  "allocation-deferred": nothing,
  "allocation-scope-set": ({ detail }) => (detail.scope === "open" ? wake() : nothing()),
  "amount-posted": nothing,
  "award-lapsed": (movement) => [...place(movement), about("check-host", movement)],
  "bang-raised": placeAll,
  "capacity-set": wake,
  "certificate-issued": nothing,
  "certificate-renewed": nothing,
  "certificate-revoked": nothing,
  "claim-released": nothing,
  // What it bangs is sent at once: it is all in the movement (bangs.ts).
  "computer-banged": nothing,
  "computer-claimed": wake,
  "computer-lost": rescueHeld,
  "computer-registered": wake,
  "connection-published": nothing,
  "enrolment-issued": nothing,
  "enrolment-redeemed": nothing,
  "enrolment-revoked": nothing,
  "instance-amended": noteWish,
  "instance-awarded": (movement) => [about("allocate", movement)],
  "instance-destroyed": giveBack,
  "instance-failed": nothing,
  // The host may have gone before it was known to serve.
  "instance-hosted": ({ id, detail }) => [
    { kind: "check-host", subject: { instance: detail.host, cause: id } },
  ],
  "instance-renamed": nothing,
  "instance-requested": placeIfWanted,
  "instance-started": nothing,
  "instance-stopped": nothing,
  "invoice-issued": nothing,
  "offer-amended": wake,
  "offer-published": wake,
  "offer-withdrawn": nothing,
  "partition-allocated": (movement) => [about("serve", movement)],
  "partition-released": wake,
  "period-closed": nothing,
  "software-reported": nothing,
  "software-supplied": wake,
  "token-issued": nothing,
  "token-revoked": nothing,
  "usage-judged": nothing,
  "usage-reported": nothing,
  "webhook-enabled": nothing,
  "webhook-paused": nothing,
  "webhook-registered": nothing,
  "webhook-removed": nothing,
  "webhook-rewound": nothing,
  "webhook-rotated": nothing,
};

/** Tasks in the queue beyond which the log waits: it keeps them better than the queue does. */
export const tasksWaitingMax = 10_000;
const queueFullMilliseconds = 200;
/** Tasks added between two looks at how full it is: a look costs as much as adding. */
const tasksUnseenMax = 1_000;

const checkpoint = "allocator";

/**
 * Runs until the signal aborts. The checkpoint is saved last: at least once per movement. Bangs and
 * revocations are sent before it, rather than by a task: no row would tell a reconciliation of one
 * that was lost.
 */
export async function react(
  { store, checkpoints, queue, clock, send }: Reacting,
  signal: AbortSignal,
): Promise<void> {
  let unseen = tasksUnseenMax;
  await follow(store, {
    from: await checkpoints.load(checkpoint),
    signal,
    take: async (batch) => {
      if (unseen >= tasksUnseenMax) {
        while (!signal.aborted && (await queue.waiting()) >= tasksWaitingMax)
          await clock.sleep(queueFullMilliseconds, signal);
        unseen = 0;
      }
      const owed = batch.flatMap((one) => [...bangsOf(one), ...revocationsOf(one)]);
      await perStream(owed, streamOf, async (command) => {
        if (!signal.aborted) await send({ ...command, at: clock.now() });
      });
      if (signal.aborted) return;
      const tasks = tasksOf(batch);
      unseen += tasks.length;
      await queue.add(tasks);
      const last = batch.at(-1);
      if (last !== undefined) await checkpoints.save(checkpoint, last.position);
    },
  });
}

type Reacting = {
  readonly store: MovementStore;
  readonly checkpoints: Checkpoints;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly send: Send;
};

function streamOf({ streamId }: { readonly streamId: string }): string {
  return streamId;
}

/**
 * What a batch asks for, put together by kind. A task is named after its last subject: a batch that
 * comes again, longer, ends in another name, so that no movement is taken for done.
 */
export function tasksOf(batch: readonly Recorded[]): readonly Task[] {
  const noted = batch.flatMap((recorded) =>
    demandedBy(recorded.movement).map((demanded, place) => ({ recorded, demanded, place })),
  );
  return [...gathered.flatMap((kind) => grouped(noted, kind)), ...woken(noted)];
}

export function demandedBy(movement: Movement): readonly Demanded[] {
  // The table pairs each kind with a reaction to that kind, which a lookup forgets.
  const reaction = reactions[movement.kind] as (movement: Movement) => readonly Demanded[];
  return reaction(movement);
}

/** `place`: which of the demands of its movement it is. */
type Noted = { readonly recorded: Recorded; readonly demanded: Demanded; readonly place: number };

function grouped(noted: readonly Noted[], kind: Gathered): Task[] {
  const ours = noted.filter(({ demanded }) => demanded.kind === kind);
  const chunks = Array.from({ length: Math.ceil(ours.length / subjectsMax) }, (_, index) =>
    ours.slice(index * subjectsMax, (index + 1) * subjectsMax),
  );
  return chunks.flatMap((chunk) => {
    const last = chunk.at(-1);
    if (last === undefined) return [];
    const subjects = chunk.flatMap(({ demanded }) =>
      "subject" in demanded ? [demanded.subject] : [],
    );
    // Only subjects of this kind are in the chunk; the filter above does not tell the compiler.
    return [{ ...named(last), kind, subjects } as Task];
  });
}

/** One wake for the whole batch: the last sees all that the others would have seen. */
function woken(noted: readonly Noted[]): Task[] {
  const last = noted.findLast(({ demanded }) => demanded.kind === "wake");
  if (last === undefined) return [];
  return [{ ...named(last), kind: "wake", cause: last.recorded.movement.id }];
}

function named({ recorded, demanded, place }: Noted): { id: string; position: string } {
  const { movement, position } = recorded;
  return { id: `${movement.id}/${demanded.kind}/${place}`, position: String(position) };
}

function nothing(): readonly Demanded[] {
  return [];
}

function wake(): readonly Demanded[] {
  return [{ kind: "wake" }];
}

function about(
  kind: Exclude<Gathered, "release">,
  { id, detail }: { readonly id: string; readonly detail: { readonly instance: string } },
): Demanded {
  return { kind, subject: { instance: detail.instance, cause: id } };
}

function place(
  movement: Movement<"instance-requested" | "instance-amended" | "award-lapsed">,
): readonly Demanded[] {
  return [about("place", movement)];
}

/** Whoever waits among those that a bang lists is judged anew. */
function placeAll({ id, detail }: Movement<"bang-raised">): readonly Demanded[] {
  return detail.instances.map((instance) => ({ kind: "place", subject: { instance, cause: id } }));
}

function placeIfWanted(movement: Movement<"instance-requested">): readonly Demanded[] {
  return movement.detail.state === "started" ? place(movement) : [];
}

/**
 * What is no longer to be started may have been spoken for in a placement under way, which told
 * others that there was no room; nothing is released of it that would wake them. What is to be
 * started may be what a shared one waits for: it may be of another software now.
 */
function noteWish(movement: Movement<"instance-amended">): readonly Demanded[] {
  const { detail } = movement;
  const judged =
    detail.state === "started" ? [...place(movement), about("serve", movement)] : wake();
  return wouldLeave(detail) ? [...judged, about("rescue", movement)] : judged;
}

function rescueHeld({ id, detail }: Movement<"computer-lost">): readonly Demanded[] {
  return detail.held.map(({ instance }) => ({ kind: "rescue", subject: { instance, cause: id } }));
}

/** What was destroyed before any computer knew of it has nothing to give back, nor served. */
function giveBack(movement: Movement<"instance-destroyed">): readonly Demanded[] {
  const { id, detail } = movement;
  const { instance, award, computer } = detail;
  if (award === undefined || computer === undefined) return [];
  const subject = { instance, cause: id, award, computer };
  return [{ kind: "release", subject }, about("check-host", movement)];
}
