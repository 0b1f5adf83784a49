/** Demands that the computer stands in the region asked for, or within it. */
import { isWithin } from "@partita/schemas";
import type { ComputerFilter } from "#allocator/filters/filter.ts";

export const inRegion: ComputerFilter = ({ conditions: { region } }, { computer }) => {
  if (region === undefined) return true;
  const within = computer.region !== undefined && isWithin(computer.region, region);
  return within ? true : "wrong-region";
};
