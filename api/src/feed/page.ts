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
  const { movements, position } = await gather(store, BigInt(after), { max, ...choice });
  return { movements, position: `${position}`, more: (await store.head()) > position };
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
    for (const recorded of page) {
      const shown = show(recorded);
      if (shown !== undefined) movements.push(shown);
      position = recorded.position;
      if (movements.length === max) return { movements, position };
    }
    if (page.length === 0) break;
    looked += page.length;
  }
  return { movements, position };
}
