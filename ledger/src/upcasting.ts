/** A store whose readers see today's shapes only, whatever shape a movement was stored in. */
import { type Movement, upcast as toToday, type Upcast } from "@partita/schemas";
import type { Appended, MovementStore, Recorded } from "#ledger/store/store.ts";

/**
 * Everything reads through this, but what proves or copies the log: hashes are of what was
 * stored (ADR 0025). What is appended has today's shape and goes through as it is.
 */
export function upcasting(store: MovementStore, upcast: Upcast = toToday): MovementStore {
  const all = <M extends Movement>(recorded: readonly Recorded<M>[]) =>
    recorded.map((one) => asOfToday(one, upcast));
  return {
    ...store,
    read: async (...asked) => all(await store.read(...asked)),
    writtenBy: async (command) => all(await store.writtenBy(command)),
    readAll: async (after, limit) => all(await store.readAll(after, limit)),
    append: async (...asked) => answerOfToday(await store.append(...asked), all),
  };
}

function asOfToday<M extends Movement>(recorded: Recorded<M>, upcast: Upcast): Recorded<M> {
  const movement = upcast(recorded.movement);
  if (movement === recorded.movement) return recorded;
  // Its kind stays, and so does the category of its stream, which M says.
  return { ...recorded, movement: movement as M };
}

/** What was stored by an earlier version may be told as the first answer. */
function answerOfToday(
  appended: Appended,
  all: (recorded: readonly Recorded[]) => readonly Recorded[],
): Appended {
  if (appended.status !== "repeated") return appended;
  return { ...appended, recorded: all(appended.recorded) };
}
