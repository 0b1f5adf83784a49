/** Who may send which command and ask which query, and on what: the whole of it, in one table. */
import type { CommandKind, QueryName, Role } from "@partita/schemas";
import type { Reach } from "#api/reach.ts";
import type { Sight } from "#api/sight.ts";

/** A role that is not named may not; a command without any is sent by the house itself only. */
export const maySend: { readonly [K in CommandKind]: { readonly [R in Role]?: Reach } } = {
  "allocate-partition": {},
  "amend-offer": { organisation: "own-offer" },
  "award-instance": {},
  "claim-computer": { computer: "own-computer" },
  "close-period": { organisation: "own-books", accountant: "own-books" },
  "defer-allocation": {},
  "issue-invoice": {},
  "lapse-award": {},
  "publish-connection": { computer: "hosted-instance" },
  "publish-offer": { organisation: "own-computers" },
  "register-computer": { organisation: "anything" },
  "release-claim": { organisation: "own-computer" },
  "release-partition": {},
  "report-instance": { computer: "hosted-instance" },
  "report-software": { computer: "computer-in-charge" },
  "report-usage": { computer: "computer-in-charge" },
  // An organisation requests too: a reseller buys before it sells.
  "request-instance": { person: "own-tree", organisation: "own-tree", computer: "own-partition" },
  "set-capacity": { computer: "computer-in-charge" },
  "supply-software": { organisation: "own-computer" },
  "withdraw-offer": { organisation: "own-offer" },
};

const everybody = {
  person: "everything",
  organisation: "everything",
  computer: "everything",
  operator: "everything",
  accountant: "everything",
  auditor: "everything",
} as const satisfies { readonly [R in Role]: Sight };

/** `public`: no token needed. An operator sees what is stuck, but neither money nor parameters. */
export const mayAsk: {
  readonly [N in QueryName]: { readonly [R in Role]?: Sight } | "public";
} = {
  "account-balance": { organisation: "own", accountant: "own", auditor: "everything" },
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
  movements: { auditor: "everything" },
  "open-offers": everybody,
  "usage-by-period": {
    person: "own",
    organisation: "own",
    accountant: "own",
    auditor: "everything",
  },
};
