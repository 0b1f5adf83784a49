/** Turns a command into movements: read, fold, decide, append, and start over on a conflict. */
import { type CommandOf, type Refusal, refuse, type StreamCategory } from "@partita/schemas";
import { commandDigest, type Decider, decide, isOf } from "#ledger/decider.ts";
import type { MovementStore, Recorded } from "#ledger/store/store.ts";

/** A stream that moves under five attempts in a row is under a load that more would increase. */
const attemptsMax = 5;

/** What was recorded (nothing, if the wish was true already), or why the command was refused. */
export type Outcome =
  | { readonly recorded: readonly Recorded[]; readonly repeated: boolean }
  | { readonly refusal: Refusal };

/**
 * The only door by which movements enter the store. A command whose id is stored already gets its
 * first answer.
 * Throws when the store fails, or when the stream kept moving.
 */
export async function handle<C extends StreamCategory, State>(
  store: MovementStore,
  decider: Decider<C, State>,
  command: CommandOf<C>,
): Promise<Outcome> {
  const { category } = decider;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const past = await store.read(category, command.streamId);
    const first = past.filter(({ movement }) => isOf(command, movement));
    if (first.length > 0) return repeated(command, first);

    const movements = past.map(({ movement }) => movement);
    const decision = decide(decider, movements, command);
    if ("refusal" in decision) return decision;
    if (decision.movements.length === 0) return { recorded: [], repeated: false };

    const { movements: decided } = decision;
    const appended = await store.append(category, command.streamId, past.length, decided);
    if (appended.status === "repeated") return repeated(command, appended.recorded);
    if (appended.status === "appended") return { recorded: appended.recorded, repeated: false };
    if (appended.status === "too-large")
      return refuse("movements-too-large", {
        bytes: String(appended.bytes),
        bytesMax: String(appended.bytesMax),
      });
  }
  throw new Error(`${category}-${command.streamId} kept moving during ${attemptsMax} attempts`);
}

/** The first answer again, unless the id now comes with another wish. */
function repeated<C extends StreamCategory>(
  command: CommandOf<C>,
  recorded: readonly Recorded[],
): Outcome {
  const same = recorded[0]?.movement.commandDigest === commandDigest(command);
  return same ? { recorded, repeated: true } : refuse("command-id-reused", { command: command.id });
}
