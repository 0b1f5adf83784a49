/** What every queue must do, whatever keeps its tasks. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Queue } from "#allocator/queue.ts";
import type { Task } from "#allocator/task.ts";
import { until } from "#allocator/testing/until.ts";

/** How many attempts the queue under test is opened with. */
export const contractAttemptsMax = 3;

export function aTask(id: string): Task {
  return { id, position: "7", kind: "place", subjects: [{ instance: "INST-1", cause: "cause/0" }] };
}

export function queueContract(open: () => Promise<Queue>): void {
  const bench = openBench(open);
  keepsTasks(bench);
  triesAgain(bench);
  endsAndShares(bench);
}

type Doer = (task: Task) => Promise<void>;
type Bench = ReturnType<typeof openBench>;

/** A queue per test, what was done of its tasks, and an end for all that runs. */
function openBench(open: () => Promise<Queue>) {
  let queue: Queue;
  let stop = new AbortController();
  let running: Promise<void>[] = [];
  const done: string[] = [];

  async function end() {
    stop.abort();
    await Promise.all(running);
    [stop, running] = [new AbortController(), []];
  }

  beforeEach(async () => {
    queue = await open();
    done.length = 0;
  });
  afterEach(async () => {
    await end();
    await queue.close();
  });

  return {
    done,
    end,
    add: (...tasks: Task[]) => queue.add(tasks),
    waiting: () => queue.waiting(),
    run(doer: Doer = async ({ id }) => void done.push(id)) {
      running.push(queue.run(doer, stop.signal));
    },
  };
}

function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}/0`);
}

function keepsTasks({ done, add, waiting, run }: Bench): void {
  test("a task is handed out once, as it was added", async () => {
    const seen: Task[] = [];
    const wake: Task = { id: "b/0", position: "8", kind: "wake", cause: "b/0" };
    run(async (task) => void seen.push(task));
    await add(aTask("a/0"), wake);
    await until(async () => seen.length === 2);
    const inOrder = seen.toSorted((one, two) => (one.id < two.id ? -1 : 1));
    expect(inOrder).toEqual([aTask("a/0"), wake]);
  });

  test("tasks added before anybody runs are kept until somebody does", async () => {
    await add(...idsOf(20).map(aTask));
    expect(await waiting()).toBe(20);
    run();
    await until(async () => done.length === 20);
    expect(done.toSorted()).toEqual(idsOf(20).toSorted());
    expect(await waiting()).toBe(0);
  });

  test("an id that is known is not taken again, be it waiting or done", async () => {
    await add(aTask("a/0"), aTask("a/0"));
    await add(aTask("a/0"));
    run();
    await until(async () => done.length === 1);
    await add(aTask("a/0"), aTask("b/0"));
    await until(async () => done.includes("b/0"));
    expect(done).toEqual(["a/0", "b/0"]);
  });

  test("nothing added is nothing done", async () => {
    await add();
    expect(await waiting()).toBe(0);
  });
}

function triesAgain({ done, add, run }: Bench): void {
  test("a task whose doer throws is handed out again", async () => {
    run(async ({ id }) => {
      done.push(id);
      if (done.length === 1) throw new Error("once");
    });
    await add(aTask("a/0"));
    await until(async () => done.length === 2);
    expect(done).toEqual(["a/0", "a/0"]);
  });

  test("a task that fails every time is given up, and holds nobody else up", async () => {
    run(async ({ id }) => {
      done.push(id);
      if (id === "bad/0") throw new Error("always");
    });
    await add(aTask("bad/0"), aTask("good/0"));
    const bad = () => done.filter((id) => id === "bad/0").length;
    await until(async () => bad() === contractAttemptsMax && done.includes("good/0"));
    // Long enough for an attempt too many to show.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(bad()).toBe(contractAttemptsMax);
  });
}

function endsAndShares({ done, end, add, run }: Bench): void {
  test("an end waits for what is under way and leaves the rest to the next run", async () => {
    let begun = 0;
    const gate = Promise.withResolvers<void>();
    run(async ({ id }) => {
      begun += 1;
      await gate.promise;
      done.push(id);
    });
    await add(...idsOf(10).map(aTask));
    await until(async () => begun > 0);
    const ended = end();
    gate.resolve();
    await ended;
    expect(done).toHaveLength(begun);
    run();
    await until(async () => done.length === 10);
    expect(done.toSorted()).toEqual(idsOf(10));
  });

  test("two runs share the tasks, each of which is done once", async () => {
    run();
    run();
    await add(...idsOf(50).map(aTask));
    await until(async () => done.length >= 50);
    expect(new Set(done).size).toBe(50);
    expect(done).toHaveLength(50);
  });
}
