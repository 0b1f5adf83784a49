/** An evidence file: all that is needed to prove that one movement stands in the log. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Check } from "typebox/value";
import { isConsistent, isIncluded } from "./check-proof.ts";
import { type Checkpoint, openCheckpoint } from "./checkpoint.ts";
import { leafHash } from "./hashes.ts";

export const evidenceFormat = "partita evidence 1";

/** A hash in base64. */
export const HashText = Type.String({ pattern: "^[A-Za-z0-9+/]{43}=$" });
/** A tree of 2^53 leaves is 53 high; a proof of consistency may have one hash more. */
export const proofHashesMax = 64;
const Path = Type.Array(HashText, { maxItems: proofHashesMax });
const LeafIndex = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const Evidence = Type.Object(
  {
    format: Type.Literal(evidenceFormat),
    /** The canonical text of movement, revision and stream. */
    leaf: Type.String(),
    index: LeafIndex,
    inclusion: Path,
    /** The signed note whose tree contains the leaf. */
    checkpoint: Type.String(),
    /** `name+hash+key` of the Master's log. */
    key: Type.String(),
    /** An older promise, and the proof that the newer one keeps it. */
    older: Type.Optional(
      Type.Object(
        { checkpoint: Type.String(), consistency: Path },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Evidence = Static<typeof Evidence>;

/** Thrown when evidence proves nothing; the message says which step failed. */
export class EvidenceInvalid extends Error {
  override readonly name = "EvidenceInvalid";
}

export type Proven = { readonly checkpoint: Checkpoint; readonly older?: Checkpoint };

/**
 * `key` is whom to trust; a file that names another proves nothing. Throws EvidenceInvalid, or
 * NoteInvalid for its checkpoints.
 */
export function checkEvidence(given: unknown, key: string): Proven {
  if (!Check(Evidence, given)) throw new EvidenceInvalid("this is not an evidence file");
  const { leaf, index, inclusion, older } = given;
  const checkpoint = openCheckpoint(given.checkpoint, key);
  const path = inclusion.map(decoded);
  if (!isIncluded({ leaf: leafHash(leaf), index, path, ...checkpoint }))
    throw new EvidenceInvalid(`the movement does not stand at ${index} of the signed tree`);
  if (older === undefined) return { checkpoint };
  const from = openCheckpoint(older.checkpoint, key);
  if (!isConsistent({ from, to: checkpoint, path: older.consistency.map(decoded) }))
    throw new EvidenceInvalid("the older checkpoint is not the beginning of the newer one");
  return { checkpoint, older: from };
}

function decoded(text: string): Buffer {
  return Buffer.from(text, "base64");
}
