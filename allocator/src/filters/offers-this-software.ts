/** Demands that the offer is for this software release, or for bare partitions. */
import type { Filter } from "#allocator/filters/filter.ts";

export const offersThisSoftware: Filter = ({ softwareRelease }, { offer }) => {
  const bare = offer.softwareRelease === undefined;
  return bare || offer.softwareRelease === softwareRelease ? true : "other-software";
};
