/** Opens the store of movements: in PostgreSQL, or where EVENTSTORE_URL says. */
import type { MovementStore } from "@partita/ledger";
import { type EventStore, openEventStore } from "@partita/ledger/adapters/eventstore/store.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import type { Pool } from "pg";

export const openStore = {
  postgres: (pool: Pool): MovementStore => postgresStore({ pool }),
  eventstore: (url: string): Promise<EventStore> => openEventStore(url),
};
