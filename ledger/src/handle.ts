/** Turns a command into movements: read, fold, decide, append, and start over on a conflict. */
import {
  type CommandOf,
  type MovementOf,
  type Refusal,
  refuse,
  type StreamCategory,
} from "@partita/schemas";
import { commandDigest, type Decider, decideOn, fold, isOf } from "#ledger/decider.ts";
import { type MovementStore, type Recorded, streamName } from "#ledger/store/store.ts";
import { type StreamState, type StreamStates, streamStates } from "#ledger/stream-states.ts";
import { type StreamTurns, streamTurns } from "#ledger/stream-turns.ts";

/** A stream that moves under five attempts in a row is under a load that more would increase. */
const attemptsMax = 5;

/** What was recorded (nothing, if the wish was true already), or why the command was refused. */
export type Outcome =
  | { readonly recorded: readonly Recorded[]; readonly repeated: boolean }
  | { readonly refusal: Refusal };

/** A store, what is remembered of its streams, and who writes to them next in this process. */
export type Ledger = {
  readonly store: MovementStore;
  readonly states: StreamStates;
  readonly turns: StreamTurns;
};

/** One is enough for a process: whoever shares it takes turns and reads nothing twice. */
export function ledgerOver(store: MovementStore): Ledger {
  return { store, states: streamStates(), turns: streamTurns() };
}

/**
 * The only door by which movements enter the store. A command whose id is stored already gets its
 * first answer.
 * Throws when the store fails, or when the stream kept moving.
 */
export function handle<C extends StreamCategory, State>(
  ledger: Ledger,
  decider: Decider<C, State>,
  command: CommandOf<C>,
): Promise<Outcome> {
  const stream = streamName(decider.category, command.streamId);
  return ledger.turns.take(stream, () => carryOut({ ledger, decider, command, stream }));
}

type Task<C extends StreamCategory, State> = {
  readonly ledger: Ledger;
  readonly decider: Decider<C, State>;
  readonly command: CommandOf<C>;
  readonly stream: string;
};

type Seen<State> = StreamState<State> & {
  /** Read since the command's turn came, not remembered from before. */
  readonly isRead: boolean;
  /** What the command wrote to this stream when it was carried out, if it was. */
  readonly first: readonly Recorded[];
};

/**
 * What is remembered may be old. Movements decided from it are confirmed by the store, which takes
 * them only at the revision they were decided at; a refusal, or nothing to do, is confirmed by
 * reading on.
 */
async function carryOut<C extends StreamCategory, State>(task: Task<C, State>): Promise<Outcome> {
  const { decider, command, stream } = task;
  let seen = recalled(task) ?? (await readOn(task));
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (seen.first.length > 0) return repeated(command, seen.first);
    const decision = decideOn(decider, seen.state, command);
    if ("movements" in decision && decision.movements.length > 0) {
      const outcome = await append(task, seen, decision.movements);
      if (outcome !== "conflict") return outcome;
    } else if (seen.isRead) {
      return "refusal" in decision ? decision : { recorded: [], repeated: false };
    }
    seen = await readOn(task, seen);
  }
  throw new Error(`${stream} kept moving during ${attemptsMax} attempts`);
}

function recalled<C extends StreamCategory, State>({
  ledger,
  stream,
}: Task<C, State>): Seen<State> | undefined {
  // A stream has one decider, whose states alone are kept under its name.
  const kept = ledger.states.find(stream) as StreamState<State> | undefined;
  return kept && { ...kept, isRead: false, first: [] };
}

/** Reads what came after what is known of the stream, or all of it. */
async function readOn<C extends StreamCategory, State>(
  { ledger, decider, command, stream }: Task<C, State>,
  known: Omit<Seen<State>, "first"> = { state: decider.initial, revision: 0, isRead: true },
): Promise<Seen<State>> {
  const [further, written] = await Promise.all([
    ledger.store.read(decider.category, command.streamId, known.revision),
    // Of what was remembered, the movements are gone: the command may be among them.
    known.isRead ? [] : ledger.store.writtenBy(command.id),
  ]);
  const movements = further.map(({ movement }) => movement);
  const state = fold(decider, known.state, movements);
  const revision = known.revision + further.length;
  ledger.states.keep(stream, { state, revision });
  const here = written.filter((recorded) => recorded.stream === stream);
  const first = here.length > 0 ? here : further.filter(({ movement }) => isOf(command, movement));
  return { state, revision, isRead: true, first };
}

async function append<C extends StreamCategory, State>(
  { ledger, decider, command, stream }: Task<C, State>,
  { state, revision }: Seen<State>,
  movements: readonly MovementOf<C>[],
): Promise<Outcome | "conflict"> {
  const { category } = decider;
  const appended = await ledger.store.append(category, command.streamId, revision, movements);
  if (appended.status === "conflict") return "conflict";
  if (appended.status === "repeated") return repeated(command, appended.recorded);
  if (appended.status === "too-large")
    return refuse("movements-too-large", {
      bytes: String(appended.bytes),
      bytesMax: String(appended.bytesMax),
    });
  // What was recorded is what was decided: movements of this category.
  const written = appended.recorded.map(({ movement }) => movement as unknown as MovementOf<C>);
  ledger.states.keep(stream, {
    state: fold(decider, state, written),
    revision: revision + written.length,
  });
  return { recorded: appended.recorded, repeated: false };
}

/** The first answer again, unless the id now comes with another wish. */
function repeated<C extends StreamCategory>(
  command: CommandOf<C>,
  recorded: readonly Recorded[],
): Outcome {
  const same = recorded[0]?.movement.commandDigest === commandDigest(command);
  return same ? { recorded, repeated: true } : refuse("command-id-reused", { command: command.id });
}
