/** All that the API needs from outside; nothing of it is made or looked up here. */
import type { Authority, KeptKeys } from "@partita/certificates";
import type { MerkleLog, MovementStore, Send } from "@partita/ledger";
import type { Inventory, Rows } from "@partita/projections";
import type { Delivery, Webhook } from "@partita/schemas";
import type { Contacts } from "#api/contacts/contacts.ts";
import type { Identities } from "#api/identities.ts";
import type { SlapMemory } from "#api/remembered/slap-memory.ts";

export type Ports = {
  readonly store: MovementStore;
  readonly rows: Rows;
  readonly inventory: Inventory;
  readonly send: Send;
  readonly identities: Identities;
  /** Absent: this Master issues no certificates, and says so. */
  readonly authority?: Authority;
  /** Keys that an old protocol wants served again; absent: none is kept, and none is served. */
  readonly keptKeys?: KeptKeys;
  /** Absent: every question over SLAP is answered from the rows. */
  readonly memory?: SlapMemory;
  /** When things were last heard of. */
  readonly contacts: Contacts;
  /** The instant of now. */
  readonly clock: () => string;
  /** A new UUID. */
  readonly newId: () => string;
  /** Absent: this Master sends no webhooks, and says so. */
  readonly webhooks?: {
    /** The secret that a rotation of a webhook signs with. */
    readonly secretOf: (webhook: string, rotation: number) => string;
    /** How far the delivery is; undefined before its first attempt. */
    readonly deliveryOf: (webhook: Webhook) => Promise<Delivery | undefined>;
  };
  /** Absent: this Master proves nothing, and nothing lives under /v1/log/. */
  readonly merkle?: MerkleLog;
  /** Takes the log, one JSON line per decision; without it nothing is logged. */
  readonly log?: { readonly write: (line: string) => void };
};
