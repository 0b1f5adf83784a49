/** Speaks to the real deciders, a command a minute, for lives that tests are made of. */
import { type MovementStore, type Recorded, sender } from "@partita/ledger";
import { type Command, type CommandKind, instantOf } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";

const minute = 60_000;

export type Say = <K extends CommandKind>(
  kind: K,
  changes: Parameters<typeof ask<K>>[1],
) => Promise<readonly Recorded[]>;

/** Each command comes a minute after the one before; none may be refused. */
export function speaker(store: MovementStore): Say {
  const send = sender(store);
  let at = Date.parse("2026-01-01T00:00:00.000Z");
  return async (kind, changes) => {
    at += minute;
    // What is asked is a command of its kind; a parameter of a kind forgets that it is one of them.
    const outcome = await send({ ...(ask(kind, changes) as Command), at: instantOf(at) });
    if ("refusal" in outcome) throw new Error(`${kind}: ${JSON.stringify(outcome.refusal)}`);
    return outcome.recorded;
  };
}
