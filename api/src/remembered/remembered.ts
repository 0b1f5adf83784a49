/** Answers kept in memory as long as nothing they stand on has changed: most polls ask again. */
import type { ItemId } from "@partita/schemas";
import type { Changes, Since } from "#api/remembered/changes.ts";

/** What an answer stands on: good until one of these is spoken of again. */
export type Ground = Since & { readonly on: readonly ItemId[] };

type Kept<Answer> = Ground & {
  readonly answer: Answer;
  readonly bytes: number;
  /** The version at which it was last found unchanged. */
  checked: number;
  /** How many had been found when it was put behind all others. */
  turn: number;
};

export type Remembered<Answer> = {
  /** Undefined: not kept, or not good any more. */
  readonly find: (key: string) => Answer | undefined;
  readonly keep: (key: string, answer: Answer, size: { readonly bytes: number } & Ground) => void;
};

const never = -1;
/** Whatever was moved within this part of as many questions as there are answers need not move. */
const nearEnd = 8;

/** The answers asked for last, of `bytesMax` together; larger ones than a tenth are not kept. */
export function remembered<Answer>(changes: Changes, bytesMax: number): Remembered<Answer> {
  const kept = new Map<string, Kept<Answer>>();
  let bytes = 0;
  let turn = 0;
  const forget = (key: string) => {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    find: (key) => {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (!isGood(found, changes)) {
        forget(key);
        return undefined;
      }
      // The last to be asked for is the last to be forgotten; one near the end stays where it is.
      turn += 1;
      if (turn - found.turn > kept.size / nearEnd) {
        found.turn = turn;
        kept.delete(key);
        kept.set(key, found);
      }
      return found.answer;
    },
    keep: (key, answer, { bytes: size, ...ground }) => {
      const whole = size + key.length;
      forget(key);
      if (whole > bytesMax / 10) return;
      // Rows may be behind what was taken in already: it is looked at before it is used once.
      kept.set(key, { ...ground, answer, bytes: whole, checked: never, turn });
      bytes += whole;
      for (const oldest of kept.keys()) {
        if (bytes <= bytesMax) break;
        forget(oldest);
      }
    },
  };
}

/** While nothing at all has changed since it was looked at last, one comparison is enough. */
function isGood(found: Kept<unknown>, changes: Changes): boolean {
  const now = changes.version();
  if (found.checked === now) return true;
  if (changes.changedSince(found.on, found)) return false;
  found.checked = now;
  return true;
}
