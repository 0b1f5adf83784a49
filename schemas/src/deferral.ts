/**
 * Why a request waits: each computer or offer that was turned down is counted under one of these
 * reasons.
 */
import type { Static } from "typebox";
import { Type } from "typebox";

export const DeferralReason = Type.Enum([
  "no-offer",
  "offer-not-valid-now",
  "other-software",
  "software-not-supplied",
  "wrong-region",
  "other-computer",
  "too-expensive",
  "other-currency",
  "not-sellers-computer",
  "computer-unclaimed",
  "computer-full",
  "computer-closed",
  "computer-lost",
  "condition-unmatched",
  "no-host",
]);
export type DeferralReason = Static<typeof DeferralReason>;

export const ReasonCount = Type.Object({
  reason: DeferralReason,
  count: Type.Integer({ minimum: 1 }),
});
export type ReasonCount = Static<typeof ReasonCount>;
