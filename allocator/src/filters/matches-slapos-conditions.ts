/**
 * Demands that nothing is asked of a computer, in SlapOS's words, that it is not known to have: as
 * in SlapOS, such a request waits, but here its reason says so.
 */
import type { ComputerFilter } from "#allocator/filters/filter.ts";

/** For agents and for the SLAP front; SlapOS's own allocation ignores the first two kinds. */
const carried: ReadonlySet<string> = new Set(["retention_delay", "related_gc"]);
const carriedPrefix = "fw_";

export const matchesSlaposConditions: ComputerFilter = ({ conditions: { slapos = {} } }) =>
  Object.keys(slapos).every((key) => carried.has(key) || key.startsWith(carriedPrefix))
    ? true
    : "condition-unmatched";
