/** Runs one operation again and again from many callers for a while, and measures each call. */
import { rowOf } from "./row-of.ts";
import type { Row } from "./scenario.ts";

/**
 * Long enough for a checkpoint of the database or a pause of the collector to fall into every run.
 */
const loadMilliseconds = 3_000;

export async function load(
  name: string,
  callers: number,
  operation: (caller: number, turn: number) => Promise<number>,
  runMilliseconds = loadMilliseconds,
): Promise<Row> {
  const times: number[] = [];
  let done = 0;
  const begun = performance.now();
  const until = begun + runMilliseconds;
  const caller = async (index: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      const before = performance.now();
      const count = await operation(index, turn);
      done += count;
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  const seconds = (performance.now() - begun) / 1000;
  const rssMiB = Math.round(process.memoryUsage.rss() / 1024 / 1024);
  return rowOf({ name, size: callers, rssMiB, count: done, seconds, times });
}
