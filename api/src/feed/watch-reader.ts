/** Looks whether the reader of a feed still is somebody: feeds last longer than tokens may. */
import { identityMillisecondsMax } from "#api/limits.ts";

export type WatchedReader = {
  /** Aborts when the reader is nobody any more. */
  readonly unknown: AbortSignal;
  readonly stop: () => void;
};

/** When it cannot be found out, nobody reads on upon a guess: the reader comes again. */
export function watchReader(
  isKnown: () => Promise<boolean>,
  everyMilliseconds = identityMillisecondsMax,
): WatchedReader {
  const ending = new AbortController();
  let isUnderWay = false;
  const look = async () => {
    isUnderWay = true;
    if (!(await isKnown().catch(() => false))) ending.abort();
    isUnderWay = false;
  };
  const timer = setInterval(() => {
    if (!isUnderWay) void look();
  }, everyMilliseconds).unref();
  return { unknown: ending.signal, stop: () => clearInterval(timer) };
}
