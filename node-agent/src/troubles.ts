/**
 * What went wrong and when it is tried again: each trouble is told once, and tried ever more
 * rarely.
 */
import { backOffMilliseconds } from "#node-agent/back-off.ts";

export type Troubles = {
  /**
   * Whether it may be tried now: nothing went wrong, its time has come, or `stamp` says that the
   * wish is another.
   */
  isDue(key: string, stamp?: string): boolean;
  /** Whether this is news. */
  note(key: string, message: string, stamp?: string): boolean;
  /** Whether there had been trouble. */
  over(key: string): boolean;
};

type Trouble = {
  readonly message: string;
  readonly stamp: string;
  readonly failures: number;
  readonly dueAt: number;
};

export function troublesAt(now: () => number): Troubles {
  const known = new Map<string, Trouble>();
  return {
    isDue: (key, stamp = "") => {
      const trouble = known.get(key);
      return trouble === undefined || trouble.stamp !== stamp || now() >= trouble.dueAt;
    },
    note: (key, message, stamp = "") => {
      const last = known.get(key);
      const failures = last?.stamp === stamp ? last.failures + 1 : 1;
      known.set(key, { message, stamp, failures, dueAt: now() + backOffMilliseconds(failures) });
      return last?.message !== message || last.stamp !== stamp;
    },
    over: (key) => known.delete(key),
  };
}

/** The reason for people, with the reason behind it. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const behind = cause.cause instanceof Error ? ` (${cause.cause.message})` : "";
  return cause.message.includes(behind.slice(2, -1)) ? cause.message : `${cause.message}${behind}`;
}
