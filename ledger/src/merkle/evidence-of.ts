/** Makes the evidence file of one movement. */

import { isIncluded } from "@partita/schemas/log/check-proof.ts";
import { type Evidence, evidenceFormat } from "@partita/schemas/log/evidence.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { leafText } from "@partita/schemas/log/leaf-text.ts";
import { type FoundLeaf, LogDamaged, type MerkleLog } from "#ledger/merkle/merkle-log.ts";

/** `unknown-checkpoint`: no checkpoint of that size was ever signed, or it is the newest. */
export type MadeEvidence = Evidence | "unknown-checkpoint";

/**
 * `since`: the size of an older checkpoint, whose keeping is then proven as well. Throws LogDamaged
 * when the movement is not what the tree holds: evidence of that would be refused.
 */
export async function evidenceOf(
  log: MerkleLog,
  { index, recorded }: FoundLeaf,
  since?: number,
): Promise<MadeEvidence> {
  const checkpoint = await covering(log, index);
  const leaf = leafText(recorded);
  const path = await log.inclusion(index, checkpoint.size);
  if (!isIncluded({ leaf: leafHash(leaf), index, path, ...checkpoint }))
    throw new LogDamaged(`${recorded.movement.id} is not the movement that entered the tree`);
  const proven: Evidence = {
    format: evidenceFormat,
    leaf,
    index,
    inclusion: texts(path),
    checkpoint: checkpoint.note,
    key: log.key,
  };
  if (since === undefined) return proven;
  const older = (await log.checkpoints(since - 1, 1))[0];
  if (older?.size !== since || since > checkpoint.size) return "unknown-checkpoint";
  const consistency = since === 0 ? [] : texts(await log.consistency(since, checkpoint.size));
  return { ...proven, older: { checkpoint: older.note, consistency } };
}

/** The last checkpoint, or a new one when the leaf is younger. */
async function covering(log: MerkleLog, index: number) {
  const last = await log.checkpoint();
  return last.size > index ? last : log.seal();
}

function texts(path: readonly Buffer[]): string[] {
  return path.map((hash) => hash.toString("base64"));
}
