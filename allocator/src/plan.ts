/** Places many requests over one view, oldest first, and gives no free partition to two of them. */
import { canonical, type InstanceStatus } from "@partita/schemas";
import type { Demand } from "#allocator/filters/filter.ts";
import { choose, type Judged, judge, type Placement } from "#allocator/place.ts";
import type { View } from "#allocator/view.ts";

type Aged = { readonly instance: InstanceStatus };

export type Planned<W extends Aged> = { readonly waiting: W; readonly placement: Placement };

/** Candidates are judged once for all that demand the same, which most of a rush do. */
export function plan<W extends Aged>(all: readonly W[], view: View): readonly Planned<W>[] {
  const judged = new Map<string, Judged>();
  const spokenFor = new Map<string, number>();
  return all.toSorted(byAge).map((waiting) => {
    const key = demandKey(waiting.instance, view);
    const verdicts = judged.get(key) ?? judge(waiting.instance, view);
    judged.set(key, verdicts);
    const placement = choose(verdicts, view, spokenFor);
    if ("best" in placement) {
      const { computer } = placement.best.computer;
      spokenFor.set(computer, 1 + (spokenFor.get(computer) ?? 0));
    }
    return { waiting, placement };
  });
}

/** Who asks makes a difference only to whoever owns computers. */
function demandKey({ softwareRelease, conditions, owner }: Demand, { ownedBy }: View): string {
  return canonical([softwareRelease, conditions, ownedBy.has(owner) ? owner : null]);
}

/** Who asked first comes first; of one instant, by reference. */
export function byAge(left: Aged, right: Aged): number {
  return ageKey(left.instance) < ageKey(right.instance) ? -1 : 1;
}

/** Text whose order is the order of age. */
export function ageKey({ requestedAt, instance }: InstanceStatus): string {
  return `${requestedAt} ${instance}`;
}
