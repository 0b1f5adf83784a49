/** What the inventory keeps of a movement: an entry, which is a line at each of its two ends. */
import type { MovementKind, NodeId } from "@partita/schemas";
import type { Holding } from "#projections/inventory/holding.ts";

/** Most movements make one; what ends something that stood makes one more, the other way round. */
export type Entry = Holding & {
  readonly position: bigint;
  /** Tells the entries of one movement apart, from 0. */
  readonly index: number;
  readonly movement: string;
  readonly kind: MovementKind;
  readonly stream: string;
  /** Since when it counts, in valid time. */
  readonly effective: string;
  readonly startsAt?: string;
  readonly stopsAt?: string;
  readonly recordedAt: string;
};

/** The source loses what the destination gains. */
export const sides = ["source", "destination"] as const;
export type Side = (typeof sides)[number];

/** An entry seen from one of its ends; the other end is its mirror. */
export type Line = Omit<
  Entry,
  "source" | "sourceSection" | "destination" | "destinationSection"
> & {
  readonly side: Side;
  /** Negative at the source, unless the entry takes something back. */
  readonly quantity: string;
  readonly node: NodeId;
  readonly section: NodeId;
  readonly mirrorNode: NodeId;
  readonly mirrorSection: NodeId;
};
