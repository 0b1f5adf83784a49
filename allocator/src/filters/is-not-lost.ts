/** Demands that nobody has declared the computer lost. */
import type { ComputerFilter } from "#allocator/filters/filter.ts";

export const isNotLost: ComputerFilter = (_demand, { computer }) =>
  computer.lost === true ? "computer-lost" : true;
