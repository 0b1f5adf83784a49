/** What doing a task means. Done twice, or by two at once, it writes nothing new. */
import type { RowReader } from "@partita/projections";
import { findInstance, listWaiting } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { allocate, computerOf, openAwardOf } from "#allocator/allocate.ts";
import { becauseOf } from "#allocator/because.ts";
import { perStream } from "#allocator/per-stream.ts";
import { placeWaiting, type Waiting } from "#allocator/place-waiting.ts";
import { ageKey, byAge } from "#allocator/plan.ts";
import type { Ports } from "#allocator/ports.ts";
import { reconcile } from "#allocator/reconcile.ts";
import { release } from "#allocator/release.ts";
import type { Subject, Task, TaskKind, TaskOf } from "#allocator/task.ts";

/** Rows follow the log within milliseconds; when they take this long, the task comes again. */
const rowsBehindMillisecondsMax = 10_000;
/** Waiting instances placed by one wake; those that remain are the next task. */
export const wokenMax = 500;

/** What remains to be done, as tasks. */
type Remaining = Promise<readonly Task[]>;

type Doers = { readonly [K in TaskKind]: (ports: Ports, task: TaskOf<K>) => Remaining };

const doers: Doers = {
  place: placeSubjects,
  wake,
  allocate: allocateSubjects,
  release: releaseSubjects,
  reconcile: reconcileAll,
};

/** Does a task and answers what remains to be done. Throws when the rows are too far behind. */
export async function work(ports: Ports, task: Task): Remaining {
  const reached = await ports.rows.reached(BigInt(task.position), rowsBehindMillisecondsMax);
  if (!reached)
    throw new Error(`the rows did not reach ${task.position} in ${rowsBehindMillisecondsMax} ms`);
  // The table pairs each kind of task with its doer, which a lookup forgets.
  const doer = doers[task.kind] as (ports: Ports, task: Task) => Remaining;
  return doer(ports, task);
}

async function placeSubjects(ports: Ports, task: TaskOf<"place">): Remaining {
  await placeWaiting(ports, async (rows) => {
    const found = await statusesOf(rows, task.subjects);
    return found.filter(({ instance }) => isWaiting(instance));
  });
  return [];
}

async function wake(ports: Ports, task: TaskOf<"wake">): Remaining {
  const { after = "" } = task;
  const remaining: Task[] = [];
  await placeWaiting(ports, async (rows) => {
    const because = becauseOf(task.cause);
    const waiting = (await listWaiting(rows)).map((instance) => ({ instance, because }));
    const ours = waiting.filter(({ instance }) => ageKey(instance) > after).toSorted(byAge);
    const last = ours[wokenMax - 1];
    if (last !== undefined && ours.length > wokenMax) remaining.push(onwards(task, last.instance));
    return ours.slice(0, wokenMax);
  });
  return remaining;
}

function onwards(task: TaskOf<"wake">, last: InstanceStatus): Task {
  return { ...task, id: `${task.cause}/after/${last.instance}`, after: ageKey(last) };
}

async function allocateSubjects(ports: Ports, task: TaskOf<"allocate">): Remaining {
  const found = await ports.rows.read((rows) => statusesOf(rows, task.subjects));
  const awards = found.flatMap(({ instance }) => openAwardOf(instance) ?? []);
  await perStream(awards, computerOf, (award) => allocate(ports, award));
  return [];
}

async function releaseSubjects(ports: Ports, task: TaskOf<"release">): Remaining {
  await perStream(task.subjects, computerOf, ({ cause, ...leaving }) =>
    release(ports, { ...leaving, causes: [cause] }),
  );
  return [];
}

async function reconcileAll(ports: Ports): Remaining {
  await reconcile(ports);
  return [];
}

/** An instance named twice is taken once, because of the later movement. */
async function statusesOf(rows: RowReader, subjects: readonly Subject[]): Promise<Waiting[]> {
  const causes = new Map(subjects.map(({ instance, cause }) => [instance, cause]));
  const found: Waiting[] = [];
  for (const [reference, cause] of causes) {
    const instance = await findInstance(rows, reference);
    if (instance !== undefined) found.push({ instance, because: becauseOf(cause) });
  }
  return found;
}

function isWaiting({ state, phase }: InstanceStatus): boolean {
  return state === "started" && (phase === "requested" || phase === "deferred");
}
