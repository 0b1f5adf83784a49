/**
 * Fetches the page after the one that was asked for before anybody asks: whoever reads the log in
 * order finds it there. Measured, it makes such a reader a quarter faster, since neither it nor the
 * server waits for the other.
 */
import type { Position, Recorded } from "#ledger/store/store.ts";

export type ReadPage = (after: Position, limit: number) => Promise<readonly Recorded[]>;

/** Readers that go through a long log at the same time; one more makes the first do without. */
const readersMax = 4;

/** Undefined when it could not be fetched: it is asked for again, and fails then. */
type Ahead = Promise<readonly Recorded[] | undefined>;

/**
 * Positions have no gaps, so that where a full page ends is known before it is read; and what is
 * written is not rewritten, so that a full page may lie about. A shorter one is read anew.
 */
export function lookAhead(read: ReadPage): ReadPage {
  // By the page they are for. A map remembers the order in which keys were set.
  const awaited = new Map<string, Ahead | "in order">();

  function expect(key: string, ahead: Ahead | "in order"): void {
    awaited.set(key, ahead);
    for (const oldest of awaited.keys()) {
      if (awaited.size <= readersMax) return;
      awaited.delete(oldest);
    }
  }

  return async (after, limit) => {
    const key = keyOf(after, limit);
    const found = awaited.get(key);
    awaited.delete(key);
    const isAhead = found !== undefined && found !== "in order";
    // Under way before the next one is asked for, since it is wanted first.
    const asked = isAhead ? undefined : read(after, limit);
    const next = after + BigInt(limit);
    const nextKey = keyOf(next, limit);
    if (found !== undefined) expect(nextKey, quiet(read(next, limit)));
    const ahead = isAhead ? await found : undefined;
    const page = ahead?.length === limit ? ahead : await (asked ?? read(after, limit));
    if (page.length < limit) awaited.delete(nextKey);
    else if (found === undefined) expect(nextKey, "in order");
    return page;
  };
}

function keyOf(after: Position, limit: number): string {
  return `${after} ${limit}`;
}

function quiet(page: Promise<readonly Recorded[]>): Ahead {
  return page.catch(() => undefined);
}
