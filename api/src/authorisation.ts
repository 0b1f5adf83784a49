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

/** Persons own computers and offers as organisations do: whoever brings a computer is its owner. */
function ofOwners<R extends Reach>(reach: R) {
  return { person: reach, organisation: reach } as const;
}

/** An operator acts for anybody; everybody else for itself and for what it owns. */
function ofIdentities<Own extends Reach, Any extends Reach>(own: Own, any: Any) {
  return { ...ofOwners(own), accountant: own, auditor: own, operator: any } as const;
}

/** A role that is not named may not; a command without any is sent by the house itself only. */
export const maySend: { readonly [K in CommandKind]: { readonly [R in Role]?: Reach } } = {
  "allocate-partition": {},
  "amend-instance": ofOwners("own-instance"),
  "amend-offer": ofOwners("own-offer"),
  "award-instance": {},
  "bang-computer": { ...ofOwners("own-computer"), computer: "own-computer" },
  "bang-instance": {
    ...ofOwners("own-instance"),
    computer: "instance-on-it",
    instance: "itself",
  },
  "claim-computer": { computer: "own-computer" },
  "close-period": { ...ofOwners("own-books"), accountant: "own-books" },
  // What stood on it moves, which its owner may decide, and whoever runs the house.
  "declare-computer-lost": { ...ofOwners("own-computer"), operator: "any-computer" },
  "defer-allocation": {},
  // What requested it ends it when it is not needed any more.
  "destroy-instance": {
    ...ofOwners("own-instance"),
    computer: "child-of-hosted",
    instance: "own-child",
  },
  "enable-webhook": ownWebhook,
  "host-instance": {},
  "issue-enrolment": ofIdentities("own-identity", "any-identity"),
  "issue-invoice": {},
  "issue-token": ofIdentities("own-identity", "any-identity"),
  "lapse-award": {},
  "pause-webhook": {},
  "publish-connection": { computer: "hosted-instance", instance: "itself" },
  "publish-offer": ofOwners("own-computers"),
  "record-certificate": {},
  "redeem-enrolment": {},
  "register-computer": ofOwners("anything"),
  "register-webhook": {
    person: "one-more-webhook",
    organisation: "one-more-webhook",
    operator: "one-more-webhook",
    accountant: "one-more-webhook",
    auditor: "one-more-webhook",
  },
  "release-claim": ofOwners("own-computer"),
  "release-partition": {},
  // An operator ends what does harm, whosever it is.
  "remove-webhook": { ...ownWebhook, operator: "any-webhook" },
  "rename-instance": {
    ...ofOwners("own-instance"),
    computer: "instance-on-it",
    instance: "itself",
  },
  "report-instance": { computer: "hosted-instance", instance: "itself" },
  "report-software": { computer: "computer-in-charge" },
  "report-usage": { computer: "computer-in-charge" },
  // An organisation requests too: a reseller buys before it sells.
  "request-instance": {
    ...ofOwners("own-tree"),
    computer: "own-partition",
    instance: "as-itself",
  },
  "revoke-certificate": {
    ...ofIdentities("own-certificate", "any-certificate"),
    computer: "own-certificate",
    instance: "own-certificate",
  },
  "revoke-enrolment": ofIdentities("own-enrolment", "any-enrolment"),
  "revoke-token": ofIdentities("own-token", "any-token"),
  "rewind-webhook": ownWebhook,
  "rotate-webhook": ownWebhook,
  "set-allocation-scope": { ...ofOwners("own-computer"), operator: "any-computer" },
  "set-capacity": { computer: "computer-in-charge" },
  "start-instance": ofOwners("own-instance"),
  "stop-instance": ofOwners("own-instance"),
  // SlapOS's `slapos supply` runs on the computer too.
  "supply-software": { ...ofOwners("own-computer"), computer: "own-computer" },
  "withdraw-offer": ofOwners("own-offer"),
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
  instance: "everything",
  operator: "everything",
  accountant: "everything",
  auditor: "everything",
} as const satisfies { readonly [R in Role]: Sight };

/** Hashes are left out for everybody: who may look sees what there is, and until when. */
const ownIdentities = {
  person: "own",
  organisation: "own",
  computer: "own",
  instance: "own",
  operator: "everything",
  accountant: "own",
  auditor: "everything",
} as const satisfies { readonly [R in Role]: Sight };

const ownStock = {
  person: "own",
  organisation: "own",
  computer: "own",
  accountant: "own",
  auditor: "everything",
} as const satisfies { readonly [R in Role]?: Sight };

const ownInstances = {
  person: "own",
  organisation: "own",
  computer: "own",
  instance: "own",
  operator: "outline",
  auditor: "everything",
} as const satisfies { readonly [R in Role]?: Sight };

/** `public`: no token needed. An operator sees what is stuck, but neither money nor parameters. */
export const mayAsk: {
  readonly [N in QueryName]: { readonly [R in Role]?: Sight } | "public";
} = {
  "account-balance": {
    person: "own",
    organisation: "own",
    accountant: "own",
    auditor: "everything",
  },
  certificates: ownIdentities,
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
    instance: "own",
    operator: "outline",
    accountant: "own",
    auditor: "everything",
  },
  // Its owner sees how far the agent is, but not the parameters of customers.
  "computer-duties": {
    person: "own",
    organisation: "own",
    computer: "own",
    auditor: "everything",
  },
  "computer-status": {
    person: "own",
    organisation: "own",
    computer: "own",
    operator: "everything",
    auditor: "everything",
  },
  enrolments: ownIdentities,
  "free-partitions": everybody,
  health: "public",
  // An instance sees its tree; a computer what stands on it, and what that requested.
  "instance-status": ownInstances,
  "instance-trail": { person: "own", organisation: "own", auditor: "everything" },
  "instance-tree": ownInstances,
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
    instance: "own",
    operator: "outline",
    accountant: "own",
    auditor: "everything",
  },
  "open-offers": everybody,
  tokens: ownIdentities,
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
