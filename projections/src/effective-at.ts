/** From when on a movement counts, in valid time: the one rule by which questions know `at`. */
import type { Movement } from "@partita/schemas";

/**
 * A delivered quantity with a closed period counts once it is whole, at the period's end; anything
 * else from its beginning, and what names no beginning from when it was recorded.
 */
export function effectiveAt({ state, startsAt, stopsAt, recordedAt }: Effective): string {
  const isWhole = state === "delivered" && startsAt !== undefined;
  return isWhole && stopsAt !== undefined ? stopsAt : (startsAt ?? recordedAt);
}

type Effective = Pick<Movement, "state" | "startsAt" | "stopsAt" | "recordedAt">;
