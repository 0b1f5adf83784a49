/** What the allocator must bring about, whatever keeps the log, the rows and the queue. */
import type { Checkpoints } from "@partita/ledger";
import { projections, runProjections } from "@partita/projections";
import { afterEach, beforeEach, expect, test } from "vitest";
import { allocator } from "#allocator/allocator.ts";
import type { Queue } from "#allocator/queue.ts";
import type { House } from "#allocator/testing/house.ts";
import { until } from "#allocator/testing/until.ts";

export type Surroundings = {
  readonly house: House;
  readonly checkpoints: Checkpoints;
  /** A queue as one process opens it; all of one house share their tasks. */
  openQueue(): Promise<Queue>;
  /** Loses all tasks. */
  emptyQueue(): Promise<void>;
  close(): Promise<void>;
};

export function allocatorContract(surround: () => Promise<Surroundings>): void {
  const bench = openBench(surround);
  gives(bench);
  wakes(bench);
  recovers(bench);
}

type Bench = ReturnType<typeof openBench>;
type Some = readonly { readonly instance: string }[];

/** A house per test, whose projections and allocators run until they are ended. */
function openBench(surround: () => Promise<Surroundings>) {
  let around: Surroundings;
  let stop = new AbortController();
  let running: Promise<void>[] = [];
  let queues: Queue[] = [];

  async function end() {
    stop.abort();
    await Promise.all(running);
    await Promise.all(queues.map((queue) => queue.close()));
    [stop, running, queues] = [new AbortController(), [], []];
  }

  beforeEach(async () => {
    around = await surround();
  });
  afterEach(async () => {
    await end();
    await around.close();
  });

  return {
    end,
    around: () => around,
    house: () => around.house,
    /** Projections, and this many allocators as processes of their own would run them. */
    async start(count = 1, change: (queue: Queue) => Queue = (queue) => queue) {
      const { checkpoints, house } = around;
      const { store, rows, ports } = house;
      const { signal } = stop;
      running.push(runProjections({ store, rows, projections, signal }));
      for (let index = 0; index < count; index++) {
        const queue = await around.openQueue();
        queues.push(queue);
        running.push(allocator({ ...ports, store, checkpoints, queue: change(queue), signal }));
      }
    },
    request: (count: number) => {
      const titles = Array.from({ length: count }, (_, index) => `site-${index}`);
      return Promise.all(titles.map((title) => around.house.request(title)));
    },
    /** Until this many of these instances are allocated, and this many wait. */
    settled: (all: Some, allocated: number, deferred: number) =>
      until(async () => {
        const phases = await phasesOf(around.house, all);
        const at = (phase: string) => phases.filter((one) => one === phase).length;
        return at("allocated") === allocated && at("deferred") === deferred;
      }),
  };
}

async function phasesOf(house: House, all: Some) {
  const statuses = await Promise.all(all.map(({ instance }) => house.status(instance)));
  return statuses.map((status) => status?.phase);
}

function gives({ start, house, request, settled }: Bench): void {
  test("a request finds its partition by itself", async () => {
    await start();
    await house().bring("COMP-1", 1);
    await settled(await request(1), 1, 0);
  });

  test("two race for the last partition: one gets it, the other hears why not", async () => {
    await start(2);
    await house().bring("COMP-1", 1);
    const all = await request(2);
    await settled(all, 1, 1);
    const statuses = await Promise.all(all.map(({ instance }) => house().status(instance)));
    const deferred = statuses.find((status) => status?.phase === "deferred");
    expect(deferred?.reasons).toEqual([{ reason: "computer-full", count: 1 }]);
    expect(await house().count("partition-allocated")).toBe(1);
  });
}

function wakes({ start, house, request, settled }: Bench): void {
  test("50 requests for 20 partitions: 30 wait until 30 partitions come", async () => {
    await start(2);
    await house().bring("COMP-1", 12);
    await house().bring("COMP-2", 8, "4");
    const all = await request(50);
    await settled(all, 20, 30);
    await house().resize("COMP-1", 42);
    await settled(all, 50, 0);
    expect(await house().count("partition-allocated")).toBe(50);
  });

  test("who waits is woken by a partition that comes back", async () => {
    await start();
    await house().bring("COMP-1", 1);
    const first = await house().request("first");
    await settled([first], 1, 0);
    const second = await house().request("second");
    await settled([second], 0, 1);
    await house().destroy("first", first.instance);
    await settled([second], 1, 0);
    expect(await house().count("partition-released")).toBe(1);
  });
}

function recovers({ start, end, around, house, request, settled }: Bench): void {
  test("tasks that were lost are found again from log and rows at the next start", async () => {
    await house().bring("COMP-1", 3);
    const all = await request(3);
    // Notes what is to be done, and does none of it.
    await start(1, (queue) => ({ ...queue, run: (_, signal) => aborted(signal) }));
    const head = await house().store.head();
    await until(async () => (await around().checkpoints.load("allocator")) === head);
    await end();
    await around().emptyQueue();
    expect(await house().count("instance-awarded")).toBe(0);

    await start();
    await settled(all, 3, 0);
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
}
