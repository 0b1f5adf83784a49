/** Times work that is done in one go, as a row. */
import type { Row } from "../../scenario.ts";

/** `count`: how many movements the work deals with. */
export function timed(name: string, size: number, count: number, work: () => void): Row {
  const begun = performance.now();
  work();
  const milliseconds = performance.now() - begun;
  return {
    ...{ name, size, perSecond: Math.round((count / milliseconds) * 1000) },
    ...{ p50Ms: Math.round(milliseconds), p99Ms: Math.round(milliseconds) },
    rssMiB: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  };
}
