/** What is hashed of a movement, once and for ever. Changing this breaks every promise made. */
import { canonical } from "../canonical.ts";

export type Leaf = {
  /** As it was stored, not as it would be written today. */
  readonly movement: unknown;
  readonly revision: number;
  readonly stream: string;
};

/**
 * Canonical JSON. The position is not in it: stores count differently, and a copy must have the
 * same root.
 */
export function leafText({ movement, revision, stream }: Leaf): string {
  return canonical({ movement, revision, stream });
}

/**
 * The same, for what may have been tampered with: JSON that has no canonical text (a number that is
 * too large for any) gets one that no movement has, rather than an error.
 */
export function anyLeafText(leaf: Leaf): string {
  try {
    return leafText(leaf);
  } catch {
    // Whatever it is, it is not what was hashed; where it stands is what counts.
    return "no canonical text";
  }
}
