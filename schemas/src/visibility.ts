/** Who sees which movements, and how much of them: the whole of it, in one table. */
import type { MovementKind } from "./movement.ts";

/** How much is seen; an outline leaves out what a customer keeps to itself. */
export type Glance = "whole" | "outline" | "nothing";

/** What a reader may be to a movement; of several, the one that sees most counts. */
export type Relation =
  /** Sees what is stuck, but neither amounts nor what customers set. */
  | "operator"
  /** Keeps the books of one of the two sections. */
  | "accountant"
  /** The section that it comes from: as a rule the seller. */
  | "giver"
  /** The section that it goes to: as a rule the customer. */
  | "receiver"
  /** The computer among its items. */
  | "computer"
  /** Whoever sent the command. */
  | "actor"
  /** Everybody with a token. */
  | "stranger";

/** An auditor stands in no row: it sees everything, whole. */
export type Glances = { readonly [R in Relation]: Glance };

const nobody: Glances = {
  operator: "nothing",
  accountant: "nothing",
  giver: "nothing",
  receiver: "nothing",
  computer: "nothing",
  actor: "nothing",
  stranger: "nothing",
};

/** Between a seller and its customer, on a computer; nothing of it is private. */
const contract: Glances = {
  ...nobody,
  operator: "whole",
  giver: "whole",
  receiver: "whole",
  computer: "whole",
  actor: "whole",
};
/**
 * With what a customer sets: its seller sees that something stands there, its computer runs it.
 * The actor is not enough: whoever stops an instance stops others with it, and sees these too.
 */
const customers: Glances = {
  ...contract,
  operator: "outline",
  giver: "outline",
  actor: "outline",
};
const books: Glances = {
  ...nobody,
  accountant: "whole",
  giver: "whole",
  receiver: "whole",
  actor: "whole",
};
/** What was consumed is the ground of an invoice. */
const consumption: Glances = { ...books, computer: "whole" };
/** Prices on the market are everybody's business, as in the query `open-offers`. */
const market: Glances = {
  operator: "whole",
  accountant: "whole",
  giver: "whole",
  receiver: "whole",
  computer: "whole",
  actor: "whole",
  stranger: "whole",
};
/** An address may contain a secret of its receiver. */
const hooks: Glances = {
  ...nobody,
  operator: "outline",
  giver: "whole",
  receiver: "whole",
  actor: "outline",
};

/** Who somebody is: its owner's business, its own, and that of whoever runs the Master. */
const identity: Glances = {
  ...nobody,
  operator: "whole",
  receiver: "whole",
  computer: "whole",
  actor: "whole",
};
/** With the hash of a token: nobody who is not its owner has any use for it but a bad one. */
const secrets: Glances = { ...identity, operator: "outline", computer: "outline" };

/** A kind of movement that is not in this table does not compile. */
export const visibility: { readonly [K in MovementKind]: Glances } = {
  "allocation-deferred": contract,
  "allocation-scope-set": contract,
  "amount-posted": books,
  "award-lapsed": contract,
  "bang-raised": contract,
  "capacity-set": contract,
  "certificate-issued": identity,
  "certificate-renewed": identity,
  "certificate-revoked": identity,
  "claim-released": contract,
  "computer-banged": contract,
  "computer-claimed": contract,
  "computer-lost": contract,
  "computer-registered": contract,
  "connection-published": customers,
  "enrolment-issued": secrets,
  "enrolment-redeemed": identity,
  "enrolment-revoked": identity,
  "instance-amended": customers,
  "instance-awarded": contract,
  "instance-destroyed": contract,
  "instance-failed": contract,
  // Nothing follows but what the actor asked for itself.
  "instance-hosted": contract,
  "instance-renamed": contract,
  "instance-requested": { ...customers, actor: "whole" },
  "instance-started": contract,
  "instance-stopped": contract,
  "invoice-issued": books,
  "offer-amended": market,
  "offer-published": market,
  "offer-withdrawn": market,
  "partition-allocated": contract,
  "partition-released": contract,
  "period-closed": books,
  "software-reported": contract,
  "software-supplied": contract,
  "token-issued": secrets,
  "token-revoked": identity,
  "usage-judged": { ...consumption, operator: "whole" },
  "usage-reported": consumption,
  "webhook-enabled": hooks,
  "webhook-paused": hooks,
  "webhook-registered": hooks,
  "webhook-removed": hooks,
  "webhook-rewound": hooks,
  "webhook-rotated": hooks,
};
