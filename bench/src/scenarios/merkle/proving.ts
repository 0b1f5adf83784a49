/** Makes and checks proofs about random leaves and sizes, one after the other. */
import { consistencyPath, inclusionPath, rootAt, type TreeStore } from "@partita/ledger";
import { isConsistent, isIncluded } from "@partita/schemas/log/check-proof.ts";
import { hashBytes } from "@partita/schemas/log/hashes.ts";
import { load } from "../../load.ts";
import type { Row } from "../../scenario.ts";

type Proven = {
  readonly rows: readonly Row[];
  readonly inclusionBytes: number;
  readonly consistencyBytes: number;
};

/** One caller: what is measured is how long one proof takes. */
const callers = 1;
const proveMilliseconds = 1_000;

/** Spread over all leaves, and the same in each run. */
function someLeaf(turn: number, size: number): number {
  return (turn * 7_919) % size;
}

export async function proofs(tree: TreeStore, size: number): Promise<Proven> {
  const root = await rootAt(tree, size);
  const measured = async (name: string, operation: (turn: number) => Promise<void>) => {
    const once = async (_: number, turn: number) => {
      await operation(turn);
      return 1;
    };
    return { ...(await load(name, callers, once, proveMilliseconds)), size };
  };
  const inclusion = await measured("prove inclusion", async (turn) => {
    await inclusionPath(tree, someLeaf(turn, size), size);
  });
  const consistency = await measured("prove consistency", async (turn) => {
    await consistencyPath(tree, 1 + someLeaf(turn, size - 1), size);
  });
  const index = someLeaf(1, size);
  const path = await inclusionPath(tree, index, size);
  const leaf = await leafAt(tree, index);
  const from = { size: index, root: await rootAt(tree, index) };
  const continued = await consistencyPath(tree, index, size);
  const checking = await measured("check both proofs", async () => {
    const holds =
      isIncluded({ leaf, index, size, path, root }) &&
      isConsistent({ from, to: { size, root }, path: continued });
    if (!holds) throw new Error("a proof does not hold");
  });
  return {
    rows: [inclusion, consistency, checking],
    inclusionBytes: path.length * hashBytes,
    consistencyBytes: continued.length * hashBytes,
  };
}

async function leafAt(tree: TreeStore, index: number): Promise<Buffer> {
  const tile = await tree.tile(0, Math.floor(index / 256));
  return tile.subarray((index % 256) * hashBytes, ((index % 256) + 1) * hashBytes);
}
