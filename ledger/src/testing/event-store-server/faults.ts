/** Lets a test decide what goes wrong on the server, at which call, and how often. */
import type { Refusal } from "#ledger/testing/event-store-server/answers.ts";

export type Call = {
  readonly kind: "append" | "read" | "subscription";
  /** Undefined for the whole log. */
  readonly stream: string | undefined;
};

/**
 * What is done instead of answering. `refuse`: nothing is done. `lose-answer`: it is done, and the
 * connection is lost before the answer. `refuse-after`: it is done, and denied. `hold`: it is done
 * once the test says so.
 */
export type Fault =
  | { readonly does: "refuse" | "refuse-after"; readonly refusal: Refusal }
  | { readonly does: "lose-answer" }
  | { readonly does: "hold"; readonly until: Promise<unknown> }
  /** After so many answers of a reading. */
  | { readonly does: "break-off"; readonly after: number };

export type Faults = {
  /** The next calls that match meet this fault, so many of them. */
  next(matches: (call: Call) => boolean, fault: Fault, times?: number): void;
  /** The fault that this call meets. */
  meet(call: Call): Fault | undefined;
};

export function faults(): Faults {
  const planned: { matches: (call: Call) => boolean; fault: Fault; left: number }[] = [];
  return {
    next: (matches, fault, times = 1) => {
      planned.push({ matches, fault, left: times });
    },
    meet: (call) => {
      const one = planned.find(({ left, matches }) => left > 0 && matches(call));
      if (one === undefined) return undefined;
      one.left -= 1;
      return one.fault;
    },
  };
}
