/** Kinds of stock, as in ERP5: which lines count, by the tense of their entry and their side. */
import type { Frame } from "@partita/schemas";
import type { Line, Side } from "#projections/inventory/entry.ts";

export const stocks = ["current", "available", "future"] as const;
export type Stock = (typeof stocks)[number];

type State = Frame["state"];
type Counted = "both" | "source" | "neither";

/**
 * Current: what has happened. Available: what has arrived, less what is reserved or on its way out:
 * what one may sell. Future: everything that is not cancelled.
 */
const counted: { readonly [S in State]: { readonly [K in Stock]: Counted } } = {
  planned: { current: "neither", available: "neither", future: "both" },
  ordered: { current: "neither", available: "neither", future: "both" },
  confirmed: { current: "neither", available: "source", future: "both" },
  started: { current: "both", available: "source", future: "both" },
  stopped: { current: "both", available: "both", future: "both" },
  delivered: { current: "both", available: "both", future: "both" },
  cancelled: { current: "neither", available: "neither", future: "neither" },
};

export function countsIn(stock: Stock, { state, side }: Pick<Line, "state" | "side">): boolean {
  const which = counted[state][stock];
  return which === "both" || which === side;
}

/** The states whose lines of this side count. */
export function statesIn(stock: Stock, side: Side): readonly State[] {
  // Object.keys forgets that it lists the keys of this very table.
  return (Object.keys(counted) as State[]).filter((state) => countsIn(stock, { state, side }));
}
