/** What can be asked of the inventory: which lines, of which stock, as of which moment. */
import {
  type Frame,
  type ItemId,
  inventoryDimensions,
  type MovementKind,
  type NodeId,
  type ResourceId,
} from "@partita/schemas";
import type { Line, Side } from "#projections/inventory/entry.ts";
import type { Stock } from "#projections/inventory/stock.ts";
import type { Moment } from "#projections/rows/rows.ts";

/** All that are given hold. */
export type Filters = {
  readonly resource?: ResourceId;
  /** Where it lies. */
  readonly node?: NodeId;
  /** Who owns it there. */
  readonly section?: NodeId;
  /** The other end: where it came from or went to. */
  readonly mirrorNode?: NodeId;
  readonly mirrorSection?: NodeId;
  readonly item?: ItemId;
  readonly kind?: MovementKind;
  readonly state?: Frame["state"];
  /** Counting from this instant on. */
  readonly from?: string;
  /** Counting before this instant. */
  readonly until?: string;
};

export type Question = {
  readonly filters: Filters;
  readonly stock: Stock;
  readonly moment: Moment;
};
/** One resource: quantities of two of them cannot be added. */
export type QuestionOfOne = Question & {
  readonly filters: Filters & { readonly resource: ResourceId };
};

/** By what the inventory can be grouped; a line counts in the group of each of its items. */
export const dimensions = ["resource", ...inventoryDimensions] as const;
export type Dimension = (typeof dimensions)[number];

/** Values in the order of the dimensions that were asked for. */
export type GroupKey = readonly string[];
export type Group = { readonly key: GroupKey; readonly quantity: string };

export type ListQuestion = Question & {
  /** `resource` is among them. */
  readonly by: readonly Dimension[];
  readonly after?: GroupKey;
  readonly limit: number;
};

/** Where a history goes on: after this line, with what had come together by then. */
export type HistoryPlace = {
  readonly effective: string;
  readonly position: bigint;
  readonly index: number;
  readonly side: Side;
  readonly balance: string;
};
export type HistoryQuestion = QuestionOfOne & {
  readonly after?: HistoryPlace;
  readonly limit: number;
};
export type HistoryLine = Line & { readonly balance: string };
