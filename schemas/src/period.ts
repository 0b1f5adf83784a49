/** A half-open stretch of time between two instants, and what two of them have in common. */

export type Period = { readonly startsAt: string; readonly stopsAt: string };

/** Whether they share a moment; periods that only touch do not. */
export function overlaps(one: Period, other: Period): boolean {
  return one.startsAt < other.stopsAt && other.startsAt < one.stopsAt;
}

/** What both cover; of periods that do not overlap, one that stops before it starts. */
export function intersection(one: Period, other: Period): Period {
  return {
    startsAt: later(one.startsAt, other.startsAt),
    stopsAt: earlier(one.stopsAt, other.stopsAt),
  };
}

/** From where the first starts to where the last stops. */
export function span(one: Period, other: Period): Period {
  return {
    startsAt: earlier(one.startsAt, other.startsAt),
    stopsAt: later(one.stopsAt, other.stopsAt),
  };
}

// Instants are texts, for which Math.min and Math.max are of no use.
function earlier(one: string, other: string): string {
  if (one < other) return one;
  return other;
}

function later(one: string, other: string): string {
  if (one > other) return one;
  return other;
}
