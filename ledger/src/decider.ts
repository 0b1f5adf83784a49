/** A decider answers a command by looking only at what already happened on one stream. */
import {
  type Command,
  type CommandOf,
  canonical,
  type Draft,
  type DraftOf,
  digestOf,
  type Movement,
  type MovementOf,
  type Refusal,
  type StreamCategory,
} from "@partita/schemas";

/** Movements to write (none: the wish is true already), or the named fact that failed. */
export type Decision<D> = { readonly movements: readonly D[] } | { readonly refusal: Refusal };

export type Decider<C extends StreamCategory, State> = {
  readonly category: C;
  readonly initial: State;
  /** One answer per command of this category. */
  readonly decide: {
    readonly [K in CommandOf<C>["kind"]]: (
      state: State,
      command: Command<K>,
    ) => Decision<DraftOf<C>>;
  };
  /** What each movement of this category changes; it gathers facts and never decides. */
  readonly evolve: {
    readonly [K in MovementOf<C>["kind"]]: (state: State, movement: Movement<K>) => State;
  };
};

/** Folds the past, judges the command, and stamps what follows with its id, actor and time. */
export function decide<C extends StreamCategory, State>(
  decider: Decider<C, State>,
  past: readonly MovementOf<C>[],
  command: CommandOf<C>,
): Decision<MovementOf<C>> {
  return decideOn(decider, fold(decider, decider.initial, past), command);
}

/** The state after further movements. */
export function fold<C extends StreamCategory, State>(
  { evolve }: Decider<C, State>,
  state: State,
  further: readonly MovementOf<C>[],
): State {
  type Evolve = (state: State, movement: MovementOf<C>) => State;
  return further.reduce(
    (before, movement) => arm<Evolve>(evolve, movement.kind)(before, movement),
    state,
  );
}

/** Judges a command in a state, and stamps what follows. */
export function decideOn<C extends StreamCategory, State>(
  decider: Decider<C, State>,
  state: State,
  command: CommandOf<C>,
): Decision<MovementOf<C>> {
  type Answer = (state: State, command: CommandOf<C>) => Decision<DraftOf<C>>;
  const decision = arm<Answer>(decider.decide, command.kind)(state, command);
  if ("refusal" in decision) return decision;
  return { movements: stamped<C>(decision.movements, command) };
}

/** Digest of what is asked, without id and time: the same wish again has the same digest. */
export function commandDigest(command: Command): string {
  const { kind, actor, streamId, detail } = command;
  return digestOf(canonical({ kind, actor, streamId, detail }));
}

/** Whether a movement was written by the command of this id. */
export function isOf(command: { readonly id: string }, movement: Movement): boolean {
  return movement.id.startsWith(`${command.id}/`);
}

function stamped<C extends StreamCategory>(
  drafts: readonly Draft[],
  command: CommandOf<C>,
): MovementOf<C>[] {
  const digest = commandDigest(command);
  const movements = drafts.map((draft, index) => ({
    ...draft,
    id: `${command.id}/${index}`,
    causes: command.causes,
    actor: command.actor,
    recordedAt: command.at,
    commandDigest: digest,
  }));
  // A draft of the category plus its stamp is a movement of the category; the spread forgets it.
  return movements as unknown as MovementOf<C>[];
}

/** Finds the arm made for a kind. */
function arm<Arm>(arms: object, kind: string): Arm {
  // The table's type guarantees that the arm fits, but a lookup forgets it.
  const found = (arms as Readonly<Record<string, Arm | undefined>>)[kind];
  if (found === undefined) throw new Error(`this version of the house does not know ${kind}`);
  return found;
}
