/** Demands the computer that the request names, if it names one. */
import type { ComputerFilter } from "#allocator/filters/filter.ts";

export const isNamedComputer: ComputerFilter = ({ conditions }, { computer }) => {
  const named = conditions.computer_guid;
  return named === undefined || named === computer.computer ? true : "other-computer";
};
