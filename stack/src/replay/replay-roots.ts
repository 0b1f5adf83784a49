/** The root of the log as it stands, and of the Merkle tree that was kept of it meanwhile. */
import {
  type MovementStore,
  type Position,
  pagesOf,
  rootAt,
  type TreeStore,
} from "@partita/ledger";
import { frontier } from "@partita/schemas/log/frontier.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";

export type Roots = {
  readonly movements: number;
  /** After RFC 6962, in hex: of all movements up to the position. */
  readonly root: string;
  /** Of the first of them, those that the tree had when this began; absent when it had none. */
  readonly tree?: {
    readonly leaves: number;
    readonly replayed: string;
    readonly live: string;
    readonly equal: boolean;
  };
};

/** `stored` gives movements as they were stored, of which the leaves are. */
export async function replayRoots(
  stored: MovementStore,
  tree: TreeStore,
  until: Position,
): Promise<Roots> {
  const grown = await tree.head();
  const leaves = frontier();
  let replayed: Buffer | undefined;
  for await (const page of pagesOf(stored, 0n, { until }))
    for (const recorded of page) {
      leaves.add(leafHash(leafText(recorded)));
      if (leaves.size() === grown.size) replayed = leaves.root();
    }
  const found = { movements: leaves.size(), root: leaves.root().toString("hex") };
  // It may have gone on beyond the position that is asked about.
  const size = Math.min(grown.size, found.movements);
  if (size === 0) return found;
  const mine = (replayed ?? leaves.root()).toString("hex");
  const live = (await rootAt(tree, size)).toString("hex");
  return { ...found, tree: { leaves: size, replayed: mine, live, equal: mine === live } };
}
