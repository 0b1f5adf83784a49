/** What was measured as a row: how often in a second, and how long each time took. */
import type { Row } from "./scenario.ts";

type Measured = Pick<Row, "name" | "size" | "rssMiB"> & {
  readonly count: number;
  readonly seconds: number;
  /** Milliseconds that each took. */
  readonly times: readonly number[];
};

/** Fewer than this in a second are told with a decimal. */
const fewPerSecond = 100;

export function rowOf({ name, size, rssMiB, count, seconds, times }: Measured): Row {
  const sorted = times.toSorted((left, right) => left - right);
  const perSecond = rounded(count / seconds, count / seconds < fewPerSecond ? 10 : 1);
  return { name, size, perSecond, p50Ms: at(sorted, 0.5), p99Ms: at(sorted, 0.99), rssMiB };
}

function at(sorted: readonly number[], share: number): number {
  return rounded(sorted[Math.floor((sorted.length - 1) * share)] ?? 0, 100);
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
