/** What the allocator needs of the world; everything it does goes through these. */
import type { Send } from "@partita/ledger";
import type { Rows } from "@partita/projections";
import type { ReadView } from "#allocator/view.ts";

export interface Clock {
  /** This instant. */
  now(): string;
  /** Resolves after the time, or as soon as the signal aborts: at once when it has. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Takes one line per decision, as named facts. */
export type Log = (line: Readonly<Record<string, unknown>>) => void;

export type Ports = {
  readonly rows: Rows;
  readonly send: Send;
  readonly clock: Clock;
  readonly log: Log;
};

/** What doing a task needs besides: a look at the market, which one process keeps for the next. */
export type Working = Ports & { readonly readView: ReadView };
