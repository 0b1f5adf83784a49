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
  "not-acceptable": "This address answers in other media types than those of your Accept header.",
  "too-many-feeds": "As many feeds are open as the Master serves at once; close one, or wait.",
  "too-many-webhooks": "An owner has a limited number of webhooks; remove one first.",
  "malformed-csr": "This is no certificate request that the Master signs; the detail says why.",
  "no-such-tree": "No instance tree of this reference, or none that you may see.",
  "no-such-command":
    "No command of this id has written anything, or none that you may see: it was refused, " +
    "changed nothing, or never arrived.",
  "no-such-leaf": "No movement of this id or index is in the tree, or none that you may see.",
  "no-such-tile": "The tree has no tile of this level, index and width.",
  "no-such-checkpoint": "No checkpoint of this size was signed before the one that is proven.",
  "tree-behind": "The Merkle tree, or its last checkpoint, has not come that far yet; ask again.",
  "log-damaged":
    "What is stored is not what the Master signed; partita verify says where. Nothing is proven " +
    "from it.",
  "projection-behind": "The projections did not reach the wanted position in time; ask again.",
  "outcome-unknown":
    "Whether this was written is not known. Send the same again with the same Idempotency-Key, " +
    "or ask what became of the command by its id: it is never written twice.",
  "store-unavailable":
    "The log cannot be reached now, and nothing was written; send the same again later.",
  "rows-unavailable":
    "The rows of the projections cannot be read now; send the same again later, with the same " +
    "Idempotency-Key.",
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
