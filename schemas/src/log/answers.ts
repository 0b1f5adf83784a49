/** What the API answers about the log, shared with whoever asks: JSON but for notes and tiles. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Position } from "../position.ts";
import { HashText, proofHashesMax } from "./evidence.ts";

/** A number of leaves, or the index of one, as text in a query string. */
export const Count = Type.String({ pattern: "^(0|[1-9]\\d{0,15})$" });

const Path = Type.Array(HashText, { maxItems: proofHashesMax });

export const InclusionProof = Type.Object({
  index: Type.Integer(),
  /** Of the tree that the proof is about. */
  size: Type.Integer(),
  /** The hash of the leaf. */
  leaf: HashText,
  root: HashText,
  path: Path,
});
export type InclusionProof = Static<typeof InclusionProof>;

export const ConsistencyProof = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  path: Path,
});
export type ConsistencyProof = Static<typeof ConsistencyProof>;

/** Most checkpoints in one answer; ask again after the size of the last one. */
export const checkpointsPageMax = 500;

export const KeptCheckpoints = Type.Object({ checkpoints: Type.Array(Type.String()) });
export type KeptCheckpoints = Static<typeof KeptCheckpoints>;

/** What the tree remembers of its leaves, whatever became of the movements. */
export const LeafPlaces = Type.Object({
  leaves: Type.Array(
    Type.Object({ index: Type.Integer(), position: Position, movement: Type.String() }),
  ),
});
export type LeafPlaces = Static<typeof LeafPlaces>;

/** One line of a bundle of entries. */
export const Entry = Type.Object({ position: Position, leaf: Type.String() });
export type Entry = Static<typeof Entry>;
