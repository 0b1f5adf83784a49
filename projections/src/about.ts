/**
 * Which rows a movement is about: those of its instance, its computer, or several words together.
 */
import { type Recorded, streamName } from "@partita/ledger";
import type { Movement, MovementKind } from "@partita/schemas";

/** The kinds whose detail names an instance. */
export type KindAboutInstance = {
  [K in MovementKind]: Movement<K>["detail"] extends { instance: string } ? K : never;
}[MovementKind];

export function instanceOf({ movement }: Recorded<Movement<KindAboutInstance>>): readonly string[] {
  return [movement.detail.instance];
}

/** The computer of a movement in a computer's stream. */
export function computerOf({ stream }: Pick<Recorded, "stream">): string {
  return stream.slice(streamName("computer", "").length);
}

/**
 * A key of several words: no reference and no node id contains a space, and it comes before all
 * that they contain.
 */
export function keyOf(...words: readonly string[]): string {
  return words.join(" ");
}
