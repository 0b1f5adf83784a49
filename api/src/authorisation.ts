/** Who may send which command and ask which query, and on what: the whole of it, in one table. */
import type { CommandKind, QueryName, Role } from "@partita/schemas";
import type { Reach } from "#api/reach.ts";
import type { Sight } from "#api/sight.ts";

/** What is registered as one role is that role's: an accountant does not speak for its seller. */
const ownWebhook = {
  person: "own-webhook",
  organisation: "own-webhook",
  operator: "own-webhook",
  accountant: "own-webhook",
  auditor: "own-webhook",
} as const satisfies { readonly [R in Role]?: Reach };

/** A role that is not named may not; a command without any is sent by the house itself only. */
export const maySend: { readonly [K in CommandKind]: { readonly [R in Role]?: Reach } } = {
  "allocate-partition": {},
  "amend-offer": { organisation: "own-offer" },
  "award-instance": {},
  "claim-computer": { computer: "own-computer" },
  "close-period": { organisation: "own-books", accountant: "own-books" },
  "defer-allocation": {},
  "enable-webhook": ownWebhook,
  "issue-invoice": {},
  "lapse-award": {},
  "pause-webhook": {},
  "publish-connection": { computer: "hosted-instance" },
  "publish-offer": { organisation: "own-computers" },
  "register-computer": { organisation: "anything" },
  "register-webhook": {
    person: "one-more-webhook",
    organisation: "one-more-webhook",
    operator: "one-more-webhook",
    accountant: "one-more-webhook",
    auditor: "one-more-webhook",
  },
  "release-claim": { organisation: "own-computer" },
  "release-partition": {},
  // An operator ends what does harm, whosever it is.
  "remove-webhook": { ...ownWebhook, operator: "any-webhook" },
  "report-instance": { computer: "hosted-instance" },
  "report-software": { computer: "computer-in-charge" },
  "report-usage": { computer: "computer-in-charge" },
  // An organisation requests too: a reseller buys before it sells.
  "request-instance": { person: "own-tree", organisation: "own-tree", computer: "own-partition" },
  "rewind-webhook": ownWebhook,
  "rotate-webhook": ownWebhook,
  "set-capacity": { computer: "computer-in-charge" },
  "supply-software": { organisation: "own-computer" },
  "withdraw-offer": { organisation: "own-offer" },
};

/**
 * Of the Merkle log, what is not public: its leaves are all movements, whole; the audit names them.
 * Evidence of one movement is for whoever sees all of that movement (schemas/src/visibility.ts).
 */
export const mayReadLog = {
  entries: ["auditor"],
  audit: ["auditor", "operator"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

const everybody = {
  person: "everything",
  organisation: "everything",
  computer: "everything",
  operator: "everything",
  accountant: "everything",
  auditor: "everything",
} as const satisfies { readonly [R in Role]: Sight };

const ownStock = {
  person: "own",
  organisation: "own",
  computer: "own",
  accountant: "own",
  auditor: "everything",
} as const satisfies { readonly [R in Role]?: Sight };

/** `public`: no token needed. An operator sees what is stuck, but neither money nor parameters. */
export const mayAsk: {
  readonly [N in QueryName]: { readonly [R in Role]?: Sight } | "public";
} = {
  "account-balance": { organisation: "own", accountant: "own", auditor: "everything" },
  // Row by row: which rows of a projection are whose is told in api/src/sight-of-rows.ts.
  changes: {
    person: "own",
    organisation: "own",
    operator: "outline",
    accountant: "own",
    auditor: "everything",
  },
  // Whoever sent it, whose answer was lost.
  "command-outcome": {
    person: "own",
    organisation: "own",
    computer: "own",
    accountant: "own",
    auditor: "everything",
  },
  // Its owner sees how far the agent is, but not the parameters of customers.
  "computer-duties": { computer: "own", organisation: "own", auditor: "everything" },
  "free-partitions": everybody,
  health: "public",
  "instance-status": {
    person: "own",
    organisation: "own",
    computer: "own",
    operator: "outline",
    auditor: "everything",
  },
  "instance-trail": { person: "own", organisation: "own", auditor: "everything" },
  instances: { person: "own", organisation: "own", operator: "outline", auditor: "everything" },
  // An end of the question must be its own: which, is told in api/src/inventory/own-inventory.ts.
  inventory: ownStock,
  "inventory-list": ownStock,
  "issued-invoice": {
    person: "own",
    organisation: "own",
    accountant: "own",
    auditor: "everything",
  },
  "issued-invoices": {
    person: "own",
    organisation: "own",
    accountant: "own",
    auditor: "everything",
  },
  "movement-history": ownStock,
  // Movement by movement: the table is in schemas/src/visibility.ts.
  movements: {
    person: "own",
    organisation: "own",
    computer: "own",
    operator: "outline",
    accountant: "own",
    auditor: "everything",
  },
  "open-offers": everybody,
  "usage-by-period": {
    person: "own",
    organisation: "own",
    accountant: "own",
    auditor: "everything",
  },
  webhook: {
    person: "own",
    organisation: "own",
    operator: "outline",
    accountant: "own",
    auditor: "everything",
  },
  // Whoever knows it can speak in the Master's name: its owner alone, not even an auditor.
  "webhook-secret": {
    person: "own",
    organisation: "own",
    operator: "own",
    accountant: "own",
    auditor: "own",
  },
  webhooks: {
    person: "own",
    organisation: "own",
    operator: "outline",
    accountant: "own",
    auditor: "everything",
  },
};
