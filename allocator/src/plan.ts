/** Places many requests over one view, oldest first, and gives no free partition to two of them. */
import type { InstanceStatus } from "@partita/schemas";
import { type Placement, place } from "#allocator/place.ts";
import { spokenFor, type View } from "#allocator/view.ts";

type Aged = { readonly instance: InstanceStatus };

export type Planned<W extends Aged> = { readonly waiting: W; readonly placement: Placement };

export function plan<W extends Aged>(all: readonly W[], view: View): readonly Planned<W>[] {
  let left = view;
  return all.toSorted(byAge).map((waiting) => {
    const placement = place(waiting.instance, left);
    if ("best" in placement) left = spokenFor(left, placement.best);
    return { waiting, placement };
  });
}

/** Who asked first comes first; of one instant, by reference. */
export function byAge(left: Aged, right: Aged): number {
  return ageKey(left.instance) < ageKey(right.instance) ? -1 : 1;
}

/** Text whose order is the order of age. */
export function ageKey({ requestedAt, instance }: InstanceStatus): string {
  return `${requestedAt} ${instance}`;
}
