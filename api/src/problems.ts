/** The one catalogue of problems: the HTTP status of each refusal and each malformed request. */
import {
  type Problem,
  type Refusal,
  type RefusalCode,
  type RequestProblemCode,
  refusals,
  requestProblems,
} from "@partita/schemas";

export type ProblemCode = RefusalCode | RequestProblemCode;
/** A problem before it is written to an answer: what a function answers instead of its result. */
export type Denial = { readonly problem: Problem };
type Found = Partial<Pick<Problem, "detail" | "facts" | "errors">>;

export const problemType = "application/problem+json";

const refusalStatus: { readonly [Code in RefusalCode]: number } = {
  "no-such-computer": 404,
  "computer-registered-already": 409,
  "computer-claimed-already": 409,
  "agent-not-in-charge": 403,
  "computer-full": 409,
  "partition-held-already": 409,
  "duplicate-partition": 422,
  "software-not-supplied": 409,
  "no-such-instance": 404,
  "requester-unknown": 404,
  "request-cycle": 409,
  "too-many-children": 409,
  "release-fixed": 409,
  "not-yours": 403,
  "award-open": 409,
  "no-such-award": 404,
  "instance-not-waiting": 409,
  "destroy-not-requested": 409,
  "no-such-offer": 404,
  "offer-withdrawn-already": 409,
  "validity-empty": 422,
  "report-content-changed": 409,
  "period-not-over": 409,
  "period-closed-already": 409,
  "no-such-closing": 404,
  "no-such-webhook": 404,
  "usage-billed-already": 409,
  "lines-do-not-sum": 422,
  "price-missing": 422,
  "title-taken": 409,
  "shared-fixed": 409,
  "wish-changed": 412,
  "tree-renamed": 409,
  "host-gone": 409,
  "computer-closed": 409,
  "computer-lost": 409,
  "no-such-enrolment": 403,
  "enrolment-used": 403,
  "enrolment-expired": 403,
  "certificate-active": 409,
  "no-such-certificate": 404,
  "certificate-not-good": 403,
  "no-such-token": 404,
  "too-many-credentials": 409,
  "expiry-out-of-range": 422,
  "movements-too-large": 413,
  // As the IETF draft on Idempotency-Key recommends.
  "command-id-reused": 422,
};

const requestStatus: { readonly [Code in RequestProblemCode]: number } = {
  "malformed-request": 400,
  "malformed-json": 400,
  "malformed-tioxml": 400,
  "unsupported-media-type": 415,
  "schema-mismatch": 400,
  "body-too-large": 413,
  "headers-too-large": 431,
  "request-too-slow": 408,
  "idempotency-key-malformed": 400,
  unauthenticated: 401,
  forbidden: 403,
  "no-such-route": 404,
  "method-not-allowed": 405,
  "no-such-invoice": 404,
  "not-acceptable": 406,
  "too-many-feeds": 429,
  "too-many-webhooks": 409,
  "malformed-csr": 422,
  "no-such-tree": 404,
  "no-such-command": 404,
  "no-such-leaf": 404,
  "no-such-tile": 404,
  "no-such-checkpoint": 404,
  "tree-behind": 503,
  "log-damaged": 500,
  "projection-behind": 503,
  "outcome-unknown": 503,
  "store-unavailable": 503,
  "rows-unavailable": 503,
  overloaded: 503,
  fault: 500,
};

/** Malformed requests stay malformed; these alone may go well when sent again as they are. */
const retryableRequests: ReadonlySet<string> = new Set<RequestProblemCode>([
  "request-too-slow",
  "too-many-feeds",
  "tree-behind",
  "projection-behind",
  "outcome-unknown",
  "store-unavailable",
  "rows-unavailable",
  "overloaded",
  "fault",
]);

/** A problem of the catalogue, with what was found this time. */
export function deny(code: ProblemCode, found: Found = {}): Denial {
  return { problem: { ...describeProblem(code), ...found } };
}

/** The ledger's "no" as a problem. */
export function denyRefusal({ code, facts }: Refusal): Denial {
  return deny(code, Object.keys(facts).length > 0 ? { facts } : {});
}

/** What the catalogue says of a code: served at the problem's `type`. */
export function describeProblem(code: ProblemCode): Problem {
  const type = `/v1/problems/${code}`;
  if (isRefusal(code)) {
    const { says, retryable } = refusals[code];
    return { type, title: says, status: refusalStatus[code], code, retryable };
  }
  const retryable = retryableRequests.has(code);
  return { type, title: requestProblems[code], status: requestStatus[code], code, retryable };
}

export const problemCodes: readonly ProblemCode[] = [
  ...Object.keys(refusals),
  ...Object.keys(requestProblems),
].filter(isProblemCode);

export function isProblemCode(code: string): code is ProblemCode {
  return isRefusal(code) || Object.hasOwn(requestProblems, code);
}

function isRefusal(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code);
}
