/** What the delivery of webhooks needs of the world; everything it does goes through these. */
import type { MovementStore, Send } from "@partita/ledger";
import type { Rows } from "@partita/projections";
import type { Progress } from "#webhooks/progress.ts";

export interface Clock {
  /** This instant. */
  now(): string;
  /** Resolves after the time, or as soon as the signal aborts: at once when it has. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export type Letter = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What came of it: an answer, or why there is none. */
export type Posted =
  | { readonly status: number; readonly retryAfter?: string | undefined }
  /** In words without anything of the address but its host; `forbidden`: it will never be sent. */
  | { readonly failed: string; readonly forbidden: boolean };

/** Sends one letter. Never rejects; an aborted signal is a failure like any other. */
export type Post = (letter: Letter, signal: AbortSignal) => Promise<Posted>;

/** Keeps how far the delivery to each webhook is. */
export interface Deliveries {
  load(webhook: string): Promise<Progress | undefined>;
  save(webhook: string, progress: Progress): Promise<void>;
}

export type Ports = {
  readonly store: MovementStore;
  readonly rows: Rows;
  readonly send: Send;
  readonly deliveries: Deliveries;
  /** The key of the house that all secrets are derived from. */
  readonly key: Uint8Array;
  readonly post: Post;
  readonly clock: Clock;
  /** A number from 0 up to 1, another one each time. */
  readonly chance: () => number;
  /** Takes one line per decision, as named facts; none of them secret. */
  readonly tell: (line: Readonly<Record<string, unknown>>) => void;
};
