/**
 * The closed list of refusals: expected outcomes, each named as the fact that failed. Codes are
 * never reused.
 */

type Known = {
  /** Whether the same command may succeed later without being changed. */
  readonly retryable: boolean;
  /** What is the case, and what to do about it. */
  readonly says: string;
};

export const refusals = {
  "no-such-computer": {
    retryable: false,
    says: "No computer of this reference is registered; register it first.",
  },
  "computer-registered-already": {
    retryable: false,
    says: "This reference belongs to a computer that is registered; choose another.",
  },
  "computer-claimed-already": {
    retryable: false,
    says:
      "Another agent is in charge of this computer; stop it, or let the owner release " +
      "its claim.",
  },
  "agent-not-in-charge": {
    retryable: false,
    says: "This agent does not hold the claim on this computer; claim it first.",
  },
  "computer-full": {
    retryable: true,
    says: "No partition of this computer is free.",
  },
  "partition-held-already": {
    retryable: true,
    says: "The instance still holds a partition of this computer under an earlier award.",
  },
  "duplicate-partition": {
    retryable: false,
    says: "Two partitions have the same reference; each needs its own.",
  },
  "software-not-supplied": {
    retryable: true,
    says: "This software release is not supplied to this computer.",
  },
  "no-such-instance": {
    retryable: false,
    says: "No instance of this reference is alive, or none that you may see.",
  },
  "requester-unknown": {
    retryable: false,
    says: "The requesting instance is not alive in this tree.",
  },
  "request-cycle": {
    retryable: false,
    says: "An instance cannot request itself or one that it was requested by.",
  },
  "too-many-children": {
    retryable: false,
    says: "An instance may request at most 100 others; group them under instances of their own.",
  },
  "release-fixed": {
    retryable: false,
    says:
      "The software release and type of a root instance do not change; destroy it and " +
      "request anew.",
  },
  "not-yours": {
    retryable: false,
    says: "This belongs to somebody else.",
  },
  "award-open": {
    retryable: true,
    says: "The request has been awarded already.",
  },
  "instance-not-waiting": {
    retryable: true,
    says: "The instance does not wait for a partition.",
  },
  "destroy-not-requested": {
    retryable: true,
    says: "Nobody asked for this instance to be destroyed.",
  },
  "no-such-offer": { retryable: false, says: "No offer of this reference is on the market." },
  "offer-withdrawn-already": {
    retryable: false,
    says: "This offer was withdrawn; publish a new one.",
  },
  "validity-empty": {
    retryable: false,
    says: "The offer ends before it begins; give a validUntil after validFrom.",
  },
  "report-content-changed": {
    retryable: false,
    says:
      "A report of this reference was judged with another content; send corrections " +
      "under a new reference.",
  },
  "period-not-over": {
    retryable: true,
    says: "The period ends in the future; close it when it is over.",
  },
  "period-closed-already": {
    retryable: false,
    says: "A period up to this instant or later is closed already.",
  },
  "no-such-award": {
    retryable: true,
    says: "The award that this consumption refers to is not known, and so neither is its price.",
  },
  "price-missing": {
    retryable: false,
    says:
      "The award has no price for this resource; what has no price is not billed, and " +
      "never for nothing.",
  },
  "no-such-closing": { retryable: false, says: "No period was closed by this movement." },
  "usage-billed-already": {
    retryable: false,
    says: "A usage movement or hosting range of this invoice is billed already.",
  },
  "lines-do-not-sum": {
    retryable: false,
    says: "The lines of the invoice do not sum to its total.",
  },
  "no-such-webhook": {
    retryable: false,
    says: "No webhook of this reference, or none that is yours.",
  },
  "title-taken": {
    retryable: false,
    says: "Another instance of this tree has this title, or another of your trees; choose another.",
  },
  "shared-fixed": {
    retryable: false,
    says: "An instance stays shared, or not shared; destroy it and request anew.",
  },
  "wish-changed": {
    retryable: false,
    says: "The wish was changed since the revision that you saw; look at it again, then change it.",
  },
  "tree-renamed": {
    retryable: true,
    says: "The tree that had this title has another now.",
  },
  "host-gone": {
    retryable: true,
    says: "The instance that should serve this shared one is not there, or is no such host.",
  },
  "computer-closed": {
    retryable: true,
    says: "This computer takes no new instances now.",
  },
  "computer-lost": {
    retryable: true,
    says: "This computer was declared lost; have its agent set its capacity to bring it back.",
  },
  "no-such-enrolment": {
    retryable: false,
    says: "No enrolment has this token, or it is for another purpose; ask for a new token.",
  },
  "enrolment-used": {
    retryable: false,
    says: "The token of this enrolment was used, or taken back; ask for a new one.",
  },
  "enrolment-expired": {
    retryable: false,
    says: "The token of this enrolment has expired; ask for a new one.",
  },
  "certificate-active": {
    retryable: false,
    says: "A certificate of this identity is still good; revoke it first.",
  },
  "no-such-certificate": {
    retryable: false,
    says: "No certificate of this serial number was issued, or none that is yours.",
  },
  "certificate-not-good": {
    retryable: false,
    says: "This certificate was revoked or has expired; it cannot be renewed. Enrol anew.",
  },
  "no-such-token": { retryable: false, says: "No token of this reference, or none that is yours." },
  "too-many-credentials": {
    retryable: false,
    says: "This identity has as many certificates, enrolments or tokens as it may; revoke some.",
  },
  "expiry-out-of-range": {
    retryable: false,
    says: "It would end in the past, or later than is allowed; give an earlier expiresAt.",
  },
  "movements-too-large": {
    retryable: false,
    says: "What this command would record is larger than the log takes at once; ask for less.",
  },
  "command-id-reused": {
    retryable: false,
    says: "This Idempotency-Key was used for another command; choose a new one.",
  },
} as const satisfies Record<string, Known>;

export type RefusalCode = keyof typeof refusals;

export type Refusal = {
  readonly code: RefusalCode;
  readonly retryable: boolean;
  /** What was found, by name: `{ holder: "agent-1" }`. */
  readonly facts: Readonly<Record<string, string>>;
};

/** A refusal as a decider answers it. */
export function refuse(
  code: RefusalCode,
  facts: Readonly<Record<string, string>> = {},
): { readonly refusal: Refusal } {
  return { refusal: { code, retryable: refusals[code].retryable, facts } };
}
