/** A page of the log, as one reader may see it. */
import { batchMovementsMax, type MovementStore } from "@partita/ledger";
import { movementsPageMax, type QueryParameters, type RecordedMovement } from "@partita/schemas";
import { type Show, wanted } from "#api/feed/wanted.ts";
import type { Denial } from "#api/problems.ts";
import type { Seeing } from "#api/sight.ts";

/** Movements looked through for one page: who sees few of them goes on after its position. */
const lookedThroughMax = 20_000;

type Asking = {
  readonly parameters: QueryParameters<"movements">;
  readonly seeing: Seeing;
  readonly store: MovementStore;
};
type Page = {
  readonly movements: RecordedMovement[];
  readonly position: string;
  readonly more: boolean;
};

/** It ends where the next one begins: at its own position, not at that of the rows. */
export async function movementsPage({ parameters, seeing, store }: Asking): Promise<Page | Denial> {
  const { after = "0", limit = `${movementsPageMax}` } = parameters;
  const choice = wanted(parameters, seeing.identity);
  if ("problem" in choice) return choice;
  const max = Math.min(Number(limit), movementsPageMax);
  const { position, ...gathered } = await gather(store, BigInt(after), { max, ...choice });
  return { ...gathered, position: `${position}` };
}

async function gather(
  store: MovementStore,
  after: bigint,
  { max, show }: { readonly max: number; readonly show: Show },
) {
  const movements: RecordedMovement[] = [];
  let position = after;
  for (let looked = 0; looked < lookedThroughMax; ) {
    const page = await store.readAll(position, Math.max(max, batchMovementsMax));
    if (page.length === 0) return { movements, position, more: false };
    for (const [index, recorded] of page.entries()) {
      const shown = show(recorded);
      if (shown !== undefined) movements.push(shown);
      position = recorded.position;
      if (movements.length < max) continue;
      const more = index + 1 < page.length || (await isFollowed(store, position));
      return { movements, position, more };
    }
    looked += page.length;
  }
  return { movements, position, more: await isFollowed(store, position) };
}

/** Asked of the log itself: its head as of a moment may lie between two positions. */
async function isFollowed(store: MovementStore, position: bigint): Promise<boolean> {
  return (await store.readAll(position, 1)).length > 0;
}
