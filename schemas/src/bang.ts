/** What a bang comes from: an instance, the computer of instances, or the loss of that computer. */
import type { Static } from "typebox";
import { Type } from "typebox";

export const BangOrigin = Type.Enum(["instance", "computer", "computer-lost", "owner"]);
export type BangOrigin = Static<typeof BangOrigin>;
