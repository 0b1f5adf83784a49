/** Chooses the best offer and computer for a request, or counts why there is none. */
import type { Command, DeferralReason, ReasonCount } from "@partita/schemas";
import type { Candidate, Demand, Filter } from "#allocator/filters/filter.ts";
import { filters } from "#allocator/filters/registry.ts";
import { candidatesOf, type View } from "#allocator/view.ts";

/** Candidates named in a receipt; the others can be computed again from the view's position. */
export const receiptCandidatesMax = 20;

type Receipt = Command<"award-instance">["detail"]["receipt"];

export type Placement =
  | { readonly best: Candidate; readonly receipt: Receipt }
  /** Nothing fits: every candidate is counted under the reason that turned it down. */
  | { readonly reasons: readonly ReasonCount[] };

type Counts = ReadonlyMap<DeferralReason, number>;

/** All candidates for a demand, judged; the same for each request that demands the same. */
export type Judged = {
  /** Best first. */
  readonly passed: readonly Candidate[];
  readonly turnedDown: Counts;
};

/** Partitions of a view that are given to others already, by computer. */
export type SpokenFor = ReadonlyMap<string, number>;

const inOrder: readonly Filter[] = Object.values(filters);

export function place(demand: Demand, view: View): Placement {
  return choose(judge(demand, view), view, new Map());
}

export function judge(demand: Demand, view: View): Judged {
  const passed: Candidate[] = [];
  const turnedDown = new Map<DeferralReason, number>();
  for (const candidate of candidatesOf(view, demand)) {
    const verdict = verdictOn(demand, candidate, view.at);
    if (verdict === true) passed.push(candidate);
    else turnedDown.set(verdict, (turnedDown.get(verdict) ?? 0) + 1);
  }
  return { passed, turnedDown };
}

/** The best that has room still; where the last partition is spoken for, the computer is full. */
export function choose(judged: Judged, view: View, spokenFor: SpokenFor): Placement {
  const { passed, turnedDown } = judged;
  const roomy = passed.filter(
    ({ computer }) => computer.free.length > (spokenFor.get(computer.computer) ?? 0),
  );
  const [best] = roomy;
  const reasons = counted(turnedDown, passed.length - roomy.length);
  if (best !== undefined) return { best, receipt: receiptOf(view, roomy, reasons) };
  return { reasons: reasons.length > 0 ? reasons : [{ reason: "no-offer", count: 1 }] };
}

function verdictOn(demand: Demand, candidate: Candidate, at: string): true | DeferralReason {
  for (const filter of inOrder) {
    const verdict = filter(demand, candidate, at);
    if (verdict !== true) return verdict;
  }
  return true;
}

function receiptOf(
  view: View,
  ranked: readonly Candidate[],
  turnedDown: readonly ReasonCount[],
): Receipt {
  const candidates = ranked.slice(0, receiptCandidatesMax).map(({ offer, computer }) => ({
    offer: offer.offer,
    computer: computer.computer,
    hourly: offer.prices.hourly,
  }));
  return { position: String(view.position), candidates, turnedDown: [...turnedDown] };
}

/** In the order of the words, so that equal counts are equal texts. */
function counted(turnedDown: Counts, full: number): readonly ReasonCount[] {
  const counts = new Map(turnedDown);
  if (full > 0) counts.set("computer-full", full + (counts.get("computer-full") ?? 0));
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((one, other) => (one.reason < other.reason ? -1 : 1));
}
