/** A computer's stream: whose it is, its agent, its partitions with their holders, its software. */
import { type Command, type DraftOf, type Movement, refuse } from "@partita/schemas";
import { setCapacity } from "#ledger/computer/capacity.ts";
import { bang, declareLost } from "#ledger/computer/incident.ts";
import { allocate, release } from "#ledger/computer/partitions.ts";
import { reportSoftware, supply } from "#ledger/computer/software.ts";
import {
  belongsTo,
  brought,
  type Registered,
  type State,
  unregistered,
} from "#ledger/computer/state.ts";
import type { Decider, Decision } from "#ledger/decider.ts";
import { isOwner } from "#ledger/ends.ts";
import { causeOf, notedBang } from "#ledger/recent-bangs.ts";

export const computer: Decider<"computer", State> = {
  category: "computer",
  initial: unregistered,
  decide: {
    "register-computer": register,
    "claim-computer": ofRegistered(claim),
    "release-claim": ofRegistered(releaseClaim),
    "set-capacity": ofRegistered(setCapacity),
    "supply-software": ofRegistered(supply),
    "report-software": ofRegistered(reportSoftware),
    "allocate-partition": ofRegistered(allocate),
    "release-partition": ofRegistered(release),
    "set-allocation-scope": ofRegistered(setScope),
    "bang-computer": ofRegistered(bang),
    "declare-computer-lost": ofRegistered(declareLost),
  },
  evolve: {
    "computer-registered": noteRegistration,
    "computer-claimed": (state, { detail }) => ({ ...state, agent: detail.agent }),
    "claim-released": (state) => ({ ...state, agent: undefined }),
    // An agent that sets it is there: the computer is not lost.
    "capacity-set": (state, { detail: { partitions } }) => ({ ...state, partitions, lost: false }),
    "software-supplied": noteSupply,
    "software-reported": noteReport,
    "partition-allocated": noteHolder,
    "partition-released": noteRelease,
    "allocation-scope-set": (state, { detail }) => ({ ...state, scope: detail.scope }),
    "computer-banged": noteBang,
    "computer-lost": (state) => ({ ...state, lost: true }),
  },
};

type Answer = Decision<DraftOf<"computer">>;

/** Everything but the registration itself is asked of a computer that is registered. */
function ofRegistered<Asked extends { readonly streamId: string }>(
  answer: (computer: Registered, command: Asked) => Answer,
) {
  return (state: State, command: Asked): Answer => {
    const { owner } = state;
    if (owner === undefined) return refuse("no-such-computer", { computer: command.streamId });
    return answer({ ...state, owner }, command);
  };
}

function register(state: State, command: Command<"register-computer">): Answer {
  const { actor, detail } = command;
  if (!isOwner(actor)) return refuse("not-yours", { actor });
  const same = state.owner === actor && state.title === detail.title;
  if (same && state.region === detail.region) return { movements: [] };
  if (state.owner !== undefined)
    return refuse("computer-registered-already", { computer: command.streamId });
  const draft = { ...brought(command, actor), resource: "computer", state: "delivered" } as const;
  return { movements: [{ ...draft, kind: "computer-registered", detail }] };
}

function claim(computer: Registered, command: Command<"claim-computer">): Answer {
  const { agent } = command.detail;
  if (computer.agent === agent) return { movements: [] };
  if (computer.agent !== undefined)
    return refuse("computer-claimed-already", { holder: computer.agent });
  const draft = { ...brought(command, computer.owner), resource: "computer" } as const;
  return {
    movements: [{ ...draft, kind: "computer-claimed", state: "started", detail: { agent } }],
  };
}

function releaseClaim(computer: Registered, command: Command<"release-claim">): Answer {
  const { agent } = computer;
  if (!belongsTo(computer, command.actor)) return refuse("not-yours", { owner: computer.owner });
  if (agent === undefined) return { movements: [] };
  const draft = { ...brought(command, computer.owner), resource: "computer" } as const;
  return { movements: [{ ...draft, kind: "claim-released", state: "stopped", detail: { agent } }] };
}

/**
 * What runs goes on running, whatever the scope: it is about new instances only. Which party may is
 * the API's to say: an operator closes what does harm.
 */
function setScope(computer: Registered, command: Command<"set-allocation-scope">): Answer {
  const { actor, detail } = command;
  if (!isOwner(actor)) return refuse("not-yours", { owner: computer.owner });
  if (computer.scope === detail.scope) return { movements: [] };
  // Nothing changes hands: the quantity is 0.
  const ends = { ...brought(command, computer.owner), quantity: "0" } as const;
  const frame = { ...ends, resource: "computer", state: "delivered" } as const;
  return { movements: [{ ...frame, kind: "allocation-scope-set", detail }] };
}

function noteRegistration(
  state: State,
  { sourceSection, detail }: Movement<"computer-registered">,
): State {
  return { ...state, owner: sourceSection, title: detail.title, region: detail.region };
}

function noteSupply(state: State, { detail }: Movement<"software-supplied">): State {
  const supplied = new Map(state.supplied).set(detail.softwareRelease, detail.state);
  return { ...state, supplied };
}

function noteReport(state: State, { detail }: Movement<"software-reported">): State {
  const { softwareRelease, ...report } = detail;
  return { ...state, reported: new Map(state.reported).set(softwareRelease, report) };
}

function noteHolder(state: State, { detail, destinationSection }: Movement<"partition-allocated">) {
  const { instance, partition, tree, award } = detail;
  const holding = { partition, tree, award, buyer: destinationSection };
  return { ...state, holdings: new Map(state.holdings).set(instance, holding) };
}

function noteRelease(state: State, { detail }: Movement<"partition-released">): State {
  const holdings = new Map(state.holdings);
  holdings.delete(detail.instance);
  if (!detail.retired) return { ...state, holdings };
  const partitions = state.partitions.filter(({ reference }) => reference !== detail.partition);
  return { ...state, holdings, partitions };
}

function noteBang(state: State, { detail, recordedAt }: Movement<"computer-banged">): State {
  const { message } = detail;
  return { ...state, bangs: notedBang(state.bangs, causeOf({ message }), recordedAt) };
}
