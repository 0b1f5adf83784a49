/** The Merkle log: a hash of every movement, in global order. Several processes may run it. */
import { runCheckpoints, runMerkleLog } from "@partita/ledger";
import { clock } from "../clock.ts";
import { refuseAhead } from "../refuse-ahead.ts";
import { keepsUp } from "./keeps-up.ts";
import { keep, type Part } from "./part.ts";

export const merkleLog: Part = {
  name: "merkle-log",
  says: "Hashes every movement into the tree by which the log is proven, and signs it.",
  start: async (ground) => {
    const { signal } = ground;
    const store = await ground.stored();
    const tree = await ground.tree();
    const position = async () => (await tree.head()).position;
    await refuseAhead("the Merkle tree", store, position);
    const merkle = await ground.merkle();
    keep("merkle-log", ground, () => runMerkleLog({ store, tree, signal }));
    const { sleep } = clock;
    if (merkle !== undefined)
      keep("checkpoints", ground, () => runCheckpoints({ log: merkle, sleep, signal }));
    return { health: keepsUp(store, position) };
  },
};
