/** Remembers answers for a moment, as long as somebody confirms that nothing has ended them. */
import { identitiesRememberedMax, identityMillisecondsMax } from "#api/limits.ts";

export type BriefMemory<Value> = {
  /** The value of a key: from memory if it may be, else looked up, once for all who ask. */
  readonly recall: (key: string, look: () => Promise<Value>) => Promise<Value>;
  /** What is in memory already, and may be believed still. */
  readonly peek: (key: string) => Value | undefined;
  /** Whatever is known of a key is not believed any more, also what is being looked up now. */
  readonly deny: (key: string) => void;
  readonly isDenied: (key: string) => boolean;
  /** What ended before this moment is denied by now. */
  readonly confirm: (moment: number) => void;
  readonly now: () => number;
};

type Kept<Value> = {
  readonly value: Promise<Value>;
  readonly at: number;
  /** The value, once it has come. */
  come?: Value;
};

export function briefMemory<Value>(
  now: () => number = () => performance.now(),
): BriefMemory<Value> {
  const kept = new Map<string, Kept<Value>>();
  const denied = new Map<string, number>();
  let confirmedAt = Number.NEGATIVE_INFINITY;

  const isRecent = (at: number) => now() - at <= identityMillisecondsMax;
  const remembered = (key: string): Kept<Value> | undefined => {
    const one = kept.get(key);
    return one !== undefined && isRecent(one.at) && isRecent(confirmedAt) ? one : undefined;
  };

  return {
    recall: (key, look) => {
      return remembered(key)?.value ?? keep(kept, key, { value: look(), at: now() });
    },
    peek: (key) => remembered(key)?.come,
    deny: (key) => {
      kept.delete(key);
      denied.set(key, now());
    },
    isDenied: (key) => denied.has(key),
    confirm: (moment) => {
      confirmedAt = moment;
      // Whatever was looked up before the denial is forgotten by then; the rows know by themselves.
      for (const [key, at] of denied) if (now() - at > deniedMillisecondsMax) denied.delete(key);
    },
    now,
  };
}

/** Longer than an answer may take: one that was looked up before is not given after it. */
const deniedMillisecondsMax = 60_000;

function keep<Value>(
  kept: Map<string, Kept<Value>>,
  key: string,
  one: Kept<Value>,
): Promise<Value> {
  kept.delete(key);
  kept.set(key, one);
  const [oldest] = kept.keys();
  if (kept.size > identitiesRememberedMax && oldest !== undefined) kept.delete(oldest);
  const forget = () => {
    if (kept.get(key) === one) kept.delete(key);
  };
  // A failure, and that nobody is known by it, may be otherwise in a moment.
  one.value.then((value) => {
    one.come = value;
    if (value === undefined) forget();
  }, forget);
  return one.value;
}
