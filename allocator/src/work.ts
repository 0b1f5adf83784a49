/** What doing a task means. Done twice, or by two at once, it writes nothing new. */
import type { RowReader } from "@partita/projections";
import {
  findInstances,
  listWaiting,
  listWaitingOf,
} from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { allocate, computerOf, openAwardOf } from "#allocator/allocate.ts";
import { becauseOf } from "#allocator/because.ts";
import { checkHosts } from "#allocator/check-host.ts";
import { perStream } from "#allocator/per-stream.ts";
import { placeWaiting, type Waiting } from "#allocator/place-waiting.ts";
import { ageKey, byAge } from "#allocator/plan.ts";
import type { Working } from "#allocator/ports.ts";
import { reconcile } from "#allocator/reconcile.ts";
import { release } from "#allocator/release.ts";
import { leaversAmong, lostIn, rescue } from "#allocator/rescue.ts";
import type { Subject, Task, TaskKind, TaskOf } from "#allocator/task.ts";

/** Rows follow the log within milliseconds; when they take this long, the task comes again. */
const rowsBehindMillisecondsMax = 10_000;
/** Waiting instances placed by one wake; those that remain are the next task. */
export const wokenMax = 500;

/** What remains to be done, as tasks. */
type Remaining = Promise<readonly Task[]>;

type Doers = { readonly [K in TaskKind]: (ports: Working, task: TaskOf<K>) => Remaining };

const doers: Doers = {
  place: placeSubjects,
  wake,
  allocate: allocateSubjects,
  release: releaseSubjects,
  serve: serveWaiting,
  "check-host": checkHostsNamed,
  rescue: rescueSubjects,
  reconcile: reconcileAll,
};

/** Does a task and answers what remains to be done. Throws when the rows are too far behind. */
export async function work(ports: Working, task: Task): Remaining {
  const reached =
    !readsRows(task) ||
    (await ports.rows.reached(BigInt(task.position), rowsBehindMillisecondsMax));
  if (!reached)
    throw new Error(`the rows did not reach ${task.position} in ${rowsBehindMillisecondsMax} ms`);
  // The table pairs each kind of task with its doer, which a lookup forgets.
  const doer = doers[task.kind] as (ports: Working, task: Task) => Remaining;
  return doer(ports, task);
}

/** What is given back is named by the movement: the rows need not say it again. */
function readsRows({ kind }: Task): boolean {
  return kind !== "release";
}

async function placeSubjects(ports: Working, task: TaskOf<"place">): Remaining {
  await placeWaiting(ports, async (rows) => {
    const found = await statusesOf(rows, task.subjects);
    return found.filter(({ instance }) => isWaiting(instance));
  });
  return [];
}

async function wake(ports: Working, task: TaskOf<"wake">): Remaining {
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

async function allocateSubjects(ports: Working, task: TaskOf<"allocate">): Remaining {
  const found = await ports.rows.read((rows) => statusesOf(rows, task.subjects));
  const awards = found.flatMap(({ instance }) => openAwardOf(instance) ?? []);
  await perStream(awards, computerOf, (award) => allocate(ports, award));
  return [];
}

async function releaseSubjects(ports: Working, task: TaskOf<"release">): Remaining {
  await perStream(task.subjects, computerOf, ({ cause, ...leaving }) =>
    release(ports, { ...leaving, causes: [cause] }),
  );
  return [];
}

/** Shared ones that wait in the tree of such a host, or that name it; mostly there are none. */
async function serveWaiting(ports: Working, task: TaskOf<"serve">): Remaining {
  await placeWaiting(ports, async (rows) => {
    const hosts = await statusesOf(rows, task.subjects);
    // Whom it may serve is of its tree or at least of its owner.
    const owners = new Set(hosts.map(({ instance: { owner } }) => owner));
    const wanted = await listWaitingOf(rows, [...owners]);
    const waiting = wanted.filter(({ shared }) => shared === true);
    const causes = new Map(
      hosts.flatMap(({ instance: { instance, tree }, because }) => [
        [tree, because],
        [instance, because],
      ]),
    );
    return waiting.flatMap((instance) => {
      const because = causes.get(instance.conditions.instance_guid ?? instance.tree);
      return because === undefined ? [] : [{ instance, because }];
    });
  });
  return [];
}

async function checkHostsNamed(ports: Working, task: TaskOf<"check-host">): Remaining {
  await checkHosts(ports, new Map(task.subjects.map(({ instance, cause }) => [instance, cause])));
  return [];
}

/** Mostly no computer is lost, and nobody need be looked for. */
async function rescueSubjects(ports: Working, task: TaskOf<"rescue">): Remaining {
  const at = ports.clock.now();
  const leavers = await ports.rows.read(async (rows) => {
    const lost = lostIn(await ports.readView(rows, at));
    if (lost.size === 0) return [];
    const found = await statusesOf(rows, task.subjects);
    const causes = new Map(found.map(({ instance, because }) => [instance.instance, because]));
    const statuses = found.map(({ instance }) => instance);
    return leaversAmong(statuses, lost).map((one) => ({
      ...one,
      causes: causes.get(one.instance)?.causes ?? [],
    }));
  });
  await perStream(leavers, computerOf, (leaver) => rescue(ports, leaver));
  return [];
}

/** A page at a time, so that nobody waits for a reconciliation of all. */
async function reconcileAll(ports: Working, task: TaskOf<"reconcile">): Remaining {
  const from = await reconcile(ports, task.from);
  if (from === undefined) return [];
  const { position, kind } = task;
  const [first] = task.id.split("/from/");
  return [{ id: `${first}/from/${from.held ?? ""}/${from.hosted ?? ""}`, kind, position, from }];
}

/** An instance named twice is taken once, because of the later movement. */
async function statusesOf(rows: RowReader, subjects: readonly Subject[]): Promise<Waiting[]> {
  const causes = new Map(subjects.map(({ instance, cause }) => [instance, cause]));
  const found = await findInstances(rows, [...causes.keys()]);
  return [...causes].flatMap(([reference, cause]) => {
    const instance = found.get(reference);
    return instance === undefined ? [] : [{ instance, because: becauseOf(cause) }];
  });
}

function isWaiting({ state, phase }: InstanceStatus): boolean {
  return state === "started" && (phase === "requested" || phase === "deferred");
}
