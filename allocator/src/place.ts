/** Chooses the best offer and computer for a request, or counts why there is none. */
import type { Command, DeferralReason, ReasonCount } from "@partita/schemas";
import type { Candidate, Demand, Filter } from "#allocator/filters/filter.ts";
import { filters } from "#allocator/filters/registry.ts";
import { rank } from "#allocator/rank.ts";
import { candidatesOf, type View } from "#allocator/view.ts";

/** Candidates named in a receipt; the others can be computed again from the view's position. */
export const receiptCandidatesMax = 20;

type Receipt = Command<"award-instance">["detail"]["receipt"];

export type Placement =
  | { readonly best: Candidate; readonly receipt: Receipt }
  /** Nothing fits: every candidate is counted under the reason that turned it down. */
  | { readonly reasons: readonly ReasonCount[] };

const inOrder: readonly Filter[] = Object.values(filters);

export function place(demand: Demand, view: View): Placement {
  const passed: Candidate[] = [];
  const reasons: DeferralReason[] = [];
  for (const candidate of candidatesOf(view)) {
    const verdict = judge(demand, candidate, view.at);
    if (verdict === true) passed.push(candidate);
    else reasons.push(verdict);
  }

  const ranked = rank(passed);
  const [best] = ranked;
  const turnedDown = counted(reasons);
  if (best !== undefined) return { best, receipt: receiptOf(view, ranked, turnedDown) };
  return { reasons: turnedDown.length > 0 ? turnedDown : [{ reason: "no-offer", count: 1 }] };
}

function judge(demand: Demand, candidate: Candidate, at: string): true | DeferralReason {
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
function counted(reasons: readonly DeferralReason[]): readonly ReasonCount[] {
  const counts = new Map<DeferralReason, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const words = [...counts.keys()].sort();
  return words.map((reason) => ({ reason, count: counts.get(reason) ?? 0 }));
}
