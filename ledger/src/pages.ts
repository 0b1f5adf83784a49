/** Reads the log in global order, page by page; the next is fetched while one is dealt with. */
import type { MovementStore, Position, Recorded } from "#ledger/store/store.ts";

/** Movements per page: measured, 500 are a sixth slower, and more are only more memory. */
export const pageMovementsMax = 2_000;

export type Reading = {
  /** Up to and including this position; else to where the log ends when it is reached. */
  readonly until?: Position;
  readonly movementsMax?: number;
};

/** None is skipped, none comes twice, no page is empty. Throws when the store fails. */
export async function* pagesOf(
  store: MovementStore,
  after: Position,
  { until, movementsMax = pageMovementsMax }: Reading = {},
): AsyncGenerator<readonly Recorded[]> {
  let position = after;
  let ahead: Promise<Fetched> | undefined;
  for (;;) {
    const page = settled(await (ahead ?? fetched(store, position, movementsMax)));
    const last = page.at(-1);
    if (last === undefined) return;
    position = last.position;
    const isOver = until !== undefined && position >= until;
    // After a page that is not full there is mostly nothing yet: what comes is asked for when it
    // is wanted.
    const isFull = page.length === movementsMax;
    ahead = isFull && !isOver ? fetched(store, position, movementsMax) : undefined;
    const wanted = isOver ? page.filter(({ position }) => position <= until) : page;
    if (wanted.length > 0) yield wanted;
    if (isOver) return;
  }
}

type Fetched = { readonly page: readonly Recorded[] } | { readonly fault: unknown };

/** Never rejects: a page that is fetched ahead may fail while nobody waits for it yet. */
function fetched(store: MovementStore, after: Position, limit: number): Promise<Fetched> {
  return store.readAll(after, limit).then(
    (page) => ({ page }),
    (fault: unknown) => ({ fault }),
  );
}

function settled(one: Fetched): readonly Recorded[] {
  if ("fault" in one) throw one.fault;
  return one.page;
}
