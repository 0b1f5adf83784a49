/** Ports with a memory: what they write and hear makes answers forgotten that it changes. */
import type { MovementStore, Outcome, Recorded, Send } from "@partita/ledger";
import type { Command } from "@partita/schemas";
import type { Contacts } from "#api/contacts/contacts.ts";
import { watchedContacts } from "#api/contacts/watched-contacts.ts";
import { changesSince, followChanges } from "#api/remembered/changes.ts";
import { type SlapMemory, slapMemory } from "#api/remembered/slap-memory.ts";

export type Remembering = {
  readonly memory: SlapMemory;
  readonly send: Send;
  readonly contacts: Contacts;
  /**
   * Follows the log until the signal aborts, and must run as long as the memory is asked. Throws
   * when the store fails; called again, it goes on where it stood.
   */
  readonly follow: (signal: AbortSignal) => Promise<void>;
};

type Forgetful = {
  /** Where the log is followed from: no later than where the rows stand. Absent: its end. */
  readonly from?: bigint;
  /** Told all that is written here, or heard of; maybe twice, and in any order. */
  readonly hear?: (recorded: readonly Recorded[]) => void;
  readonly store: MovementStore;
  readonly send: Send;
  readonly contacts: Contacts;
};

export async function remembering(forgetful: Forgetful): Promise<Remembering> {
  const { store, send, contacts, hear } = forgetful;
  let from = forgetful.from ?? (await store.head());
  const changes = changesSince(from);
  const take: typeof changes.take = (recorded) => {
    changes.take(recorded);
    hear?.(recorded);
  };
  return {
    memory: slapMemory(changes),
    contacts: watchedContacts(contacts, changes),
    send: async (command: Command): Promise<Outcome> => {
      const outcome = await send(command);
      if ("recorded" in outcome) take(outcome.recorded);
      return outcome;
    },
    follow: (signal) => {
      const follow: typeof take = (batch) => {
        take(batch);
        from = batch.at(-1)?.position ?? from;
      };
      return followChanges(store, { from, changes: { ...changes, take: follow }, signal });
    },
  };
}
