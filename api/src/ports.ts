/** All that the API needs from outside; nothing of it is made or looked up here. */
import type { MovementStore, Send } from "@partita/ledger";
import type { Rows } from "@partita/projections";
import type { Identities } from "#api/identities.ts";

export type Ports = {
  readonly store: MovementStore;
  readonly rows: Rows;
  readonly send: Send;
  readonly identities: Identities;
  /** The instant of now. */
  readonly clock: () => string;
  /** A new UUID. */
  readonly newId: () => string;
  /** Takes the log, one JSON line per decision; without it nothing is logged. */
  readonly log?: { readonly write: (line: string) => void };
};
