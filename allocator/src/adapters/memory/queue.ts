/** Keeps tasks in an array; for tests and for the simulation. */
import type { Log } from "#allocator/ports.ts";
import { attemptsMax, type Queue, tasksAtOnce } from "#allocator/queue.ts";
import type { Task } from "#allocator/task.ts";

type Options = { readonly log: Log; readonly attemptsMax?: number };
type Entry = { readonly task: Task; readonly attempts: number };

/** A task that failed goes to the end of the line at once: no time passes in a simulation. */
export function memoryQueue({ log, attemptsMax: attempts = attemptsMax }: Options): Queue {
  const known = new Set<string>();
  const line: Entry[] = [];
  const idle = new Set<() => void>();

  function enqueue(entry: Entry): void {
    line.push(entry);
    for (const wake of idle) wake();
  }

  async function run(doer: (task: Task) => Promise<void>, signal: AbortSignal): Promise<void> {
    const underWay = new Set<Promise<void>>();
    let wake = () => {};
    const woken = () => wake();
    idle.add(woken);
    signal.addEventListener("abort", woken);
    while (!signal.aborted) {
      const entry = underWay.size < tasksAtOnce ? line.shift() : undefined;
      if (entry === undefined) {
        const something = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await Promise.race([something, ...underWay]);
        continue;
      }
      const doing = attempt(entry, doer).finally(() => underWay.delete(doing));
      underWay.add(doing);
    }
    idle.delete(woken);
    signal.removeEventListener("abort", woken);
    await Promise.all(underWay);
  }

  async function attempt(entry: Entry, doer: (task: Task) => Promise<void>): Promise<void> {
    try {
      await doer(entry.task);
    } catch (error) {
      const again = { task: entry.task, attempts: entry.attempts + 1 };
      const givenUp = again.attempts >= attempts;
      log({ level: "error", says: "a task failed", task: entry.task.id, givenUp, error });
      if (!givenUp) enqueue(again);
    }
  }

  return {
    run,
    add: async (tasks) => {
      for (const task of tasks) {
        if (known.has(task.id)) continue;
        known.add(task.id);
        enqueue({ task: structuredClone(task), attempts: 0 });
      }
    },
    waiting: async () => line.length,
    close: async () => {},
  };
}
