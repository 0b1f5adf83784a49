/** Demands a partition that nobody holds. */
import type { Filter } from "#allocator/filters/filter.ts";

export const hasFreePartition: Filter = (_demand, { computer }) =>
  computer.free.length > 0 ? true : "computer-full";
