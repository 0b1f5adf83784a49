/** Hands a command to the decider that owns its stream. */
import {
  type Command,
  type CommandKind,
  commandKinds,
  type StreamCategory,
} from "@partita/schemas";
import { deciders } from "#ledger/deciders.ts";
import { handle, ledgerOver, type Outcome } from "#ledger/handle.ts";
import type { MovementStore } from "#ledger/store/store.ts";

/** The port by which API, allocator and billing state their wishes. */
export type Send = (command: Command) => Promise<Outcome>;

const categories = new Map<CommandKind, StreamCategory>(
  commandKinds.map(({ kind, stream }) => [kind, stream]),
);

/** Remembers the streams that it writes to; one per process is enough. */
export function sender(store: MovementStore): Send {
  const ledger = ledgerOver(store);
  return async (command) => {
    const category = categories.get(command.kind);
    if (category === undefined)
      throw new Error(`this version of the house does not know ${command.kind}`);
    // Each decider owns the commands of its category, by which it was found; the lookup forgets it.
    return handle(ledger, deciders[category] as never, command as never);
  };
}
