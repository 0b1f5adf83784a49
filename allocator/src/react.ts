/** Follows the log and notes what each movement gives the allocator to do. */
import { type Checkpoints, follow, type MovementStore, type Recorded } from "@partita/ledger";
import type { Movement, MovementKind } from "@partita/schemas";
import type { Clock } from "#allocator/ports.ts";
import type { Queue } from "#allocator/queue.ts";
import { type Leaving, type Subject, subjectsMax, type Task } from "#allocator/task.ts";

/** What one movement asks for; tasks put together what a batch of movements asks for. */
export type Demanded =
  | { readonly kind: "place" | "allocate"; readonly subject: Subject }
  | { readonly kind: "release"; readonly subject: Leaving }
  | { readonly kind: "wake" };

type Reactions = {
  readonly [K in MovementKind]: (movement: Movement<K>) => Demanded | undefined;
};

/** A kind of movement that is not in this table does not compile. */
const reactions: Reactions = {
  "allocation-deferred": nothing,
  "amount-posted": nothing,
  "award-lapsed": place,
  "capacity-set": wake,
  "claim-released": nothing,
  "computer-claimed": wake,
  "computer-registered": wake,
  "connection-published": nothing,
  "instance-amended": placeOrWake,
  "instance-awarded": allocate,
  "instance-destroyed": release,
  "instance-failed": nothing,
  "instance-requested": placeIfWanted,
  "instance-started": nothing,
  "instance-stopped": nothing,
  "invoice-issued": nothing,
  "offer-amended": wake,
  "offer-published": wake,
  "offer-withdrawn": nothing,
  "partition-allocated": nothing,
  "partition-released": wake,
  "period-closed": nothing,
  "software-reported": nothing,
  "software-supplied": wake,
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

const checkpoint = "allocator";

/** Runs until the signal aborts. The checkpoint is saved last: at least once per movement. */
export async function react(
  { store, checkpoints, queue, clock }: Reacting,
  signal: AbortSignal,
): Promise<void> {
  await follow(store, {
    from: await checkpoints.load(checkpoint),
    signal,
    take: async (batch) => {
      while (!signal.aborted && (await queue.waiting()) >= tasksWaitingMax)
        await clock.sleep(queueFullMilliseconds, signal);
      await queue.add(tasksOf(batch));
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
};

/**
 * What a batch asks for, put together by kind. A task is named after its last movement: a batch
 * that comes again, longer, ends in another name, so that no movement is taken for done.
 */
export function tasksOf(batch: readonly Recorded[]): readonly Task[] {
  const noted = batch.flatMap((recorded) => {
    const demanded = demandedBy(recorded.movement);
    return demanded === undefined ? [] : [{ recorded, demanded }];
  });
  return [
    ...grouped(noted, "release"),
    ...grouped(noted, "allocate"),
    ...grouped(noted, "place"),
    ...woken(noted),
  ];
}

export function demandedBy(movement: Movement): Demanded | undefined {
  // The table pairs each kind with a reaction to that kind, which a lookup forgets.
  const reaction = reactions[movement.kind] as (movement: Movement) => Demanded | undefined;
  return reaction(movement);
}

type Noted = { readonly recorded: Recorded; readonly demanded: Demanded };

function grouped(noted: readonly Noted[], kind: "place" | "allocate" | "release"): Task[] {
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
    return [{ ...named(last.recorded), kind, subjects } as Task];
  });
}

/** One wake for the whole batch: the last sees all that the others would have seen. */
function woken(noted: readonly Noted[]): Task[] {
  const last = noted.findLast(({ demanded }) => demanded.kind === "wake");
  if (last === undefined) return [];
  return [{ ...named(last.recorded), kind: "wake", cause: last.recorded.movement.id }];
}

function named({ movement, position }: Recorded): { id: string; position: string } {
  return { id: movement.id, position: String(position) };
}

function nothing(): undefined {
  return undefined;
}

function wake(): Demanded {
  return { kind: "wake" };
}

function place(movement: Movement<"instance-requested" | "instance-amended" | "award-lapsed">) {
  return { kind: "place", subject: subjectOf(movement) } as const;
}

function placeIfWanted(movement: Movement<"instance-requested">) {
  return movement.detail.state === "started" ? place(movement) : undefined;
}

/**
 * What is no longer to be started may have been spoken for in a placement under way, which told
 * others that there was no room; nothing is released of it that would wake them.
 */
function placeOrWake(movement: Movement<"instance-amended">): Demanded {
  return movement.detail.state === "started" ? place(movement) : wake();
}

function allocate(movement: Movement<"instance-awarded">): Demanded {
  return { kind: "allocate", subject: subjectOf(movement) };
}

/** What was destroyed before any computer knew of it has nothing to give back. */
function release(movement: Movement<"instance-destroyed">): Demanded | undefined {
  const { award, computer } = movement.detail;
  if (award === undefined || computer === undefined) return undefined;
  return { kind: "release", subject: { ...subjectOf(movement), award, computer } };
}

function subjectOf({ id, detail }: { id: string; detail: { instance: string } }): Subject {
  return { instance: detail.instance, cause: id };
}
