/** Whether a computer takes new instances, and if not, for which of SlapOS's reasons. */
import type { Static } from "typebox";
import { Type } from "typebox";

export const AllocationScope = Type.Enum([
  "open",
  "close",
  "close/noallocation",
  "close/outdated",
  "close/maintenance",
  "close/termination",
  "close/forever",
]);
export type AllocationScope = Static<typeof AllocationScope>;
