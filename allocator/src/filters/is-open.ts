/** Demands that the computer takes new instances; those that it has are left alone. */
import type { Filter } from "#allocator/filters/filter.ts";

export const isOpen: Filter = (_demand, { computer: { scope = "open" } }) =>
  scope === "open" ? true : "computer-closed";
