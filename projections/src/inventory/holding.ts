/** The part of a movement that is counted: how much of what, between which ends, in which tense. */
import type { Frame } from "@partita/schemas";

export type Holding = Pick<
  Frame,
  | "resource"
  | "quantity"
  | "source"
  | "sourceSection"
  | "destination"
  | "destinationSection"
  | "items"
  | "state"
>;

export function holdingOf(frame: Frame): Holding {
  const { resource, quantity, source, destination, items, state } = frame;
  const { sourceSection, destinationSection } = frame;
  const ends = { source, sourceSection, destination, destinationSection };
  return { resource, quantity, ...ends, items, state };
}
