/** A whole house whose log is proven: its tree grows when a test says so. */
import { growToHead, memoryTree, merkleLog } from "@partita/ledger";
import type { AuditPage } from "@partita/schemas/log/audit.ts";
import { keyText } from "@partita/schemas/log/signed-note.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import { world } from "#api/testing/world.ts";

export type MerkleWorld = Awaited<ReturnType<typeof merkleWorld>>;

export async function merkleWorld(audit?: (after: bigint) => Promise<AuditPage>) {
  const tree = memoryTree();
  const signer = aSigner();
  const house = await world(({ store }) => ({
    merkle: merkleLog({ store, tree, signer, ...(audit !== undefined && { audit }) }),
  }));
  const { store } = house.ports;
  const merkle = merkleLog({ store, tree, signer });
  return {
    ...house,
    tree,
    merkle,
    key: keyText(signer),
    /** Brings the tree up to the log, and signs. */
    seal: async () => {
      await growToHead({ store, tree });
      return merkle.seal();
    },
  };
}
