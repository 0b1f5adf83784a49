/** New requests, each asked again until it has its partition: durable allocations per second. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Caller, caller } from "../../http/caller.ts";
import type { Program } from "../../http/program.ts";
import { rowOf } from "../../row-of.ts";
import type { Row } from "../../scenario.ts";

type Load = {
  readonly name: string;
  readonly port: number;
  readonly server: Program;
  readonly callers: number;
  readonly count: number;
  readonly request: (title: string) => Buffer;
};

/** Between two questions of one caller: far more impatient than agents, which ask each minute. */
const pollMilliseconds = 100;
const patienceMilliseconds = 120_000;

export async function newRequests(load: Load): Promise<Row> {
  const titles = Array.from({ length: load.count }, (_, index) => `${load.name} ${index}`);
  const times: number[] = [];
  const begun = performance.now();
  const workers = Array.from({ length: load.callers }, async () => {
    const connection = await caller(load.port);
    for (let title = titles.pop(); title !== undefined; title = titles.pop())
      times.push(await allocated(connection, load.request(title)));
    connection.close();
  });
  await Promise.all(workers);
  const seconds = (performance.now() - begun) / 1000;
  const { name, callers: size, count, server } = load;
  return rowOf({ name, size, rssMiB: server.rssMiB(), count, seconds, times });
}

async function allocated(connection: Caller, request: Buffer): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { status, body } = await connection.exchange(request);
    const waited = performance.now() - begun;
    if (status === 200) return waited;
    if (status !== 408 || waited > patienceMilliseconds)
      throw new Error(`a new request was answered ${status}: ${body.toString("utf8")}`);
    await sleep(pollMilliseconds);
  }
}
