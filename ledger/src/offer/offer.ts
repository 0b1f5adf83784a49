/** An offer's stream: what a seller asks for partitions of its computers, from when until when. */
import {
  type Command,
  canonical,
  type Draft,
  type DraftOf,
  type Frame,
  itemId,
  master,
  type NodeId,
  refuse,
} from "@partita/schemas";
import type { Decider, Decision } from "#ledger/decider.ts";
import { isOwner } from "#ledger/ends.ts";

export const offer: Decider<"offer", State> = {
  category: "offer",
  initial: { terms: undefined, withdrawn: false },
  decide: {
    "publish-offer": publish,
    "amend-offer": amend,
    "withdraw-offer": withdraw,
  },
  evolve: {
    "offer-published": (state, { detail }) => ({ ...state, terms: detail }),
    "offer-amended": (state, { detail }) => ({ ...state, terms: detail }),
    "offer-withdrawn": (state) => ({ ...state, withdrawn: true }),
  },
};

type Terms = Draft<"offer-published">["detail"];
type State = { readonly terms: Terms | undefined; readonly withdrawn: boolean };
type Answer = Decision<DraftOf<"offer">>;
type Proposal = Command<"publish-offer"> | Command<"amend-offer">;

function publish(state: State, command: Command<"publish-offer">): Answer {
  // An offer is published once; the same seller saying it again gives it these terms.
  if (state.terms !== undefined) return amend(state, command);
  if (!isOwner(command.actor)) return refuse("not-yours", { actor: command.actor });
  const terms = termsOf(command, command.actor);
  if (isEmpty(terms)) return emptyValidity(terms);
  return { movements: [{ ...frame(terms, "confirmed"), kind: "offer-published", detail: terms }] };
}

function amend({ terms: current, withdrawn }: State, command: Proposal): Answer {
  if (current === undefined) return refuse("no-such-offer", { offer: command.streamId });
  if (command.actor !== current.seller) return refuse("not-yours", { seller: current.seller });
  if (withdrawn) return refuse("offer-withdrawn-already", { offer: current.offer });
  const terms = termsOf(command, current.seller);
  if (isEmpty(terms)) return emptyValidity(terms);
  if (isSame(current, terms, command)) return { movements: [] };
  return { movements: [{ ...frame(terms, "confirmed"), kind: "offer-amended", detail: terms }] };
}

function withdraw({ terms, withdrawn }: State, command: Command<"withdraw-offer">): Answer {
  if (terms === undefined) return refuse("no-such-offer", { offer: command.streamId });
  if (command.actor !== terms.seller) return refuse("not-yours", { seller: terms.seller });
  if (withdrawn) return { movements: [] };
  const detail = { offer: terms.offer };
  return { movements: [{ ...frame(terms, "cancelled"), kind: "offer-withdrawn", detail }] };
}

/** Terms hold from now on unless they say otherwise. */
function termsOf({ at, streamId, detail }: Proposal, seller: NodeId): Terms {
  const computers = [...new Set(detail.computers)];
  return { validFrom: at, ...detail, computers, offer: streamId, seller };
}

/** Saying the same terms again changes nothing, once they hold already. */
function isSame(current: Terms, wanted: Terms, { at, detail }: Proposal): boolean {
  const holds = detail.validFrom === undefined && current.validFrom <= at;
  const validFrom = holds ? current.validFrom : wanted.validFrom;
  return canonical(current) === canonical({ ...wanted, validFrom });
}

function isEmpty({ validFrom, validUntil }: Terms): boolean {
  return validUntil !== undefined && validUntil <= validFrom;
}

function emptyValidity({ validFrom, validUntil = "" }: Terms): Answer {
  return refuse("validity-empty", { validFrom, validUntil });
}

function frame({ offer, seller, prices }: Terms, state: Frame["state"]): Frame {
  return {
    resource: "offer",
    quantity: "1",
    unitPrice: prices.hourly,
    currency: prices.currency,
    source: seller,
    destination: master,
    sourceSection: seller,
    destinationSection: seller,
    items: [itemId("offer", offer)],
    state,
  };
}
