/** A webhook's stream: whose it is, where it sends, which secrets sign, whether it is paused. */
import {
  type Command,
  type DraftOf,
  type Frame,
  instantOf,
  itemId,
  master,
  type NodeId,
  refuse,
} from "@partita/schemas";
import type { Decider, Decision } from "#ledger/decider.ts";
import { isOwner } from "#ledger/ends.ts";

export const webhook: Decider<"webhook", State> = {
  category: "webhook",
  initial: { owner: undefined, removed: false, paused: false, rotation: 0, revision: 0 },
  decide: {
    "register-webhook": register,
    "enable-webhook": ofOwner(enable),
    "rewind-webhook": ofOwner(rewind),
    "rotate-webhook": ofOwner(rotate),
    "remove-webhook": remove,
    "pause-webhook": pause,
  },
  evolve: {
    "webhook-registered": (state, { detail }) => next(state, { owner: detail.owner }),
    "webhook-enabled": (state) => next(state, { paused: false }),
    // Whoever rewinds wants it to run.
    "webhook-rewound": (state) => next(state, { paused: false }),
    "webhook-rotated": (state, { detail }) => next(state, { rotation: detail.rotation }),
    "webhook-removed": (state) => next(state, { removed: true }),
    "webhook-paused": (state) => next(state, { paused: true }),
  },
};

type State = {
  /** Undefined until it is registered. */
  readonly owner: NodeId | undefined;
  readonly removed: boolean;
  readonly paused: boolean;
  /** Which secret signs; the first is 0. */
  readonly rotation: number;
  /** Counts what happened to it. */
  readonly revision: number;
};
type Owned = State & { readonly owner: NodeId };
type Answer = Decision<DraftOf<"webhook">>;

/** A day: long enough to take a new secret over without hurry. */
const overlapSecondsUsual = 86_400;

function register(state: State, { actor, streamId, detail }: Command<"register-webhook">): Answer {
  if (state.owner !== undefined) return refuse("not-yours", { webhook: streamId });
  if (!isOwner(actor)) return refuse("not-yours", { actor });
  const { role = "person", format = "standard", kinds = [], ...given } = detail;
  const unique = [...new Set(kinds)];
  const registered = { webhook: streamId, owner: actor, role, format, kinds: unique, ...given };
  const draft = { ...frame(streamId, actor, "started"), detail: registered };
  return { movements: [{ ...draft, kind: "webhook-registered" }] };
}

function enable({ owner, paused }: Owned, { streamId }: Command<"enable-webhook">): Answer {
  if (!paused) return { movements: [] };
  const draft = { ...frame(streamId, owner, "started"), detail: { webhook: streamId } };
  return { movements: [{ ...draft, kind: "webhook-enabled" }] };
}

function rewind({ owner }: Owned, { streamId, detail }: Command<"rewind-webhook">): Answer {
  const rewound = { webhook: streamId, after: detail.after };
  const draft = { ...frame(streamId, owner, "started"), detail: rewound };
  return { movements: [{ ...draft, kind: "webhook-rewound" }] };
}

function rotate(state: Owned, { streamId, at, detail }: Command<"rotate-webhook">): Answer {
  const { overlapSeconds = overlapSecondsUsual } = detail;
  const overlapUntil = instantOf(Date.parse(at) + overlapSeconds * 1000);
  const rotated = { webhook: streamId, rotation: state.rotation + 1, overlapUntil };
  const draft = { ...frame(streamId, state.owner, "started"), detail: rotated };
  return { movements: [{ ...draft, kind: "webhook-rotated" }] };
}

/** Whose it may be is the API's to say: an operator removes what does harm. */
function remove({ owner, removed }: State, { streamId }: Command<"remove-webhook">): Answer {
  if (owner === undefined) return refuse("no-such-webhook", { webhook: streamId });
  if (removed) return { movements: [] };
  const draft = { ...frame(streamId, owner, "cancelled"), detail: { webhook: streamId } };
  return { movements: [{ ...draft, kind: "webhook-removed" }] };
}

/** What its owner did meanwhile goes before: the pause is of a webhook that is no more. */
function pause(state: State, { streamId, detail }: Command<"pause-webhook">): Answer {
  const { revision, ...found } = detail;
  const { owner, removed, paused } = state;
  if (owner === undefined) return refuse("no-such-webhook", { webhook: streamId });
  if (removed || paused || revision !== state.revision) return { movements: [] };
  const draft = { ...frame(streamId, owner, "stopped"), detail: { webhook: streamId, ...found } };
  return { movements: [{ ...draft, kind: "webhook-paused" }] };
}

function ofOwner<Asked extends Pick<Command, "actor" | "streamId">>(
  answer: (webhook: Owned, command: Asked) => Answer,
) {
  return (state: State, command: Asked): Answer => {
    const { owner, removed } = state;
    if (owner === undefined || removed)
      return refuse("no-such-webhook", { webhook: command.streamId });
    if (command.actor !== owner) return refuse("not-yours", { webhook: command.streamId });
    return answer({ ...state, owner }, command);
  };
}

function next(state: State, changes: Partial<State>): State {
  return { ...state, ...changes, revision: state.revision + 1 };
}

function frame(reference: string, owner: NodeId, state: Frame["state"]): Frame {
  return {
    resource: "webhook",
    quantity: "1",
    source: owner,
    destination: master,
    sourceSection: owner,
    destinationSection: owner,
    items: [itemId("webhook", reference)],
    state,
  };
}
