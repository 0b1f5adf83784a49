/** Demands an agent in charge of the computer: without one, nobody starts the instance. */
import type { Filter } from "#allocator/filters/filter.ts";

export const hasAgent: Filter = (_demand, { computer }) =>
  computer.agent !== undefined ? true : "computer-unclaimed";
