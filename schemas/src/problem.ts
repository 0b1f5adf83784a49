/** How the API says no: problem details (RFC 9457), one shape for whatever is refused. */
import type { Static } from "typebox";
import { Type } from "typebox";

/** Codes of requests that never reach the ledger; the others are refused with its own codes. */
export const requestProblems = {
  "malformed-request": "This is not an HTTP request that the Master can read.",
  "malformed-json": "The body is not JSON; the detail says where it breaks.",
  "malformed-tioxml": "The body is not a TioXML journal; the detail says where it breaks.",
  "unsupported-media-type": "This route takes another Content-Type.",
  "schema-mismatch": "The body or a parameter has another shape than the API description gives.",
  "body-too-large": "The body is larger than this route takes.",
  "headers-too-large": "The address and the headers are longer than the Master takes.",
  "request-too-slow": "The request did not arrive in time.",
  "idempotency-key-malformed": "An Idempotency-Key is 1 to 255 visible ASCII characters.",
  unauthenticated: "Send a token that this Master knows: Authorization: Bearer …",
  forbidden: "This identity may not do that.",
  "no-such-route": "Nothing lives at this address.",
  "method-not-allowed": "This address takes another method.",
  "no-such-invoice": "No invoice of this reference, or none that you may see.",
  "projection-behind": "The projections did not reach the wanted position in time; ask again.",
  overloaded: "The Master is busy; ask again later.",
  fault: "The Master failed; its log says why. The same request may be sent again.",
} as const;
export type RequestProblemCode = keyof typeof requestProblems;

export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  /** Stable word for programs: a refusal code or a request problem. */
  code: Type.String(),
  retryable: Type.Boolean(),
  /** What was found, by name. */
  facts: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Where the request departs from its schema. */
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
});
export type Problem = Static<typeof Problem>;
