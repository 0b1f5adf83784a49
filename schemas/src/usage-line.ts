/** A line of a usage report as it was read, and the verdict on it. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Quantity } from "./decimal.ts";
import { Instant } from "./instant.ts";
import { ItemId, NodeId } from "./reference.ts";

/** Longest text of a line; no reference or number is that long. */
export const usageTextCharactersMax = 200;

/**
 * Everything is text here: the judge, not the parser, says whether it is a number or a known
 * resource.
 */
export const UsageLine = Type.Object({
  /** Line of the document that the movement element starts on, counted from 1. */
  line: Type.Integer({ minimum: 1 }),
  resource: Type.String({ maxLength: usageTextCharactersMax }),
  reference: Type.String({ maxLength: usageTextCharactersMax }),
  quantity: Type.String({ maxLength: usageTextCharactersMax }),
});
export type UsageLine = Static<typeof UsageLine>;

/** Who held a partition, and from when until when: found by the API before the ledger judges. */
export const Holder = Type.Object({
  partition: Type.String(),
  instance: Type.String(),
  tree: Type.String(),
  award: Type.String(),
  seller: NodeId,
  buyer: NodeId,
  heldFrom: Instant,
  heldUntil: Type.Optional(Instant),
});
export type Holder = Static<typeof Holder>;

export const LineVerdict = Type.Enum([
  "accepted",
  "unknown-item",
  "not-yours",
  "unknown-resource",
  "not-a-number",
  "zero-quantity",
  "future-period",
  "empty-period",
  "not-held",
  "partition-changed-hands",
  "duplicate-line",
]);
export type LineVerdict = Static<typeof LineVerdict>;

export const Verdict = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  reference: Type.String(),
  resource: Type.String(),
  verdict: LineVerdict,
  /** The item that the usage was booked to, when accepted. */
  item: Type.Optional(ItemId),
  /** The quantity that was booked, when accepted: rounded to the scale of its resource. */
  quantity: Type.Optional(Quantity),
});
export type Verdict = Static<typeof Verdict>;
