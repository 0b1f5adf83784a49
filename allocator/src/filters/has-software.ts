/** Demands that the software release is supplied to the computer, installed already or not. */
import type { Filter } from "#allocator/filters/filter.ts";

export const hasSoftware: Filter = ({ softwareRelease }, { computer }) =>
  computer.software.includes(softwareRelease) ? true : "software-not-supplied";
