/** What a command may be about: each reach is a question answered before the ledger decides. */
import type { MovementStore } from "@partita/ledger";
import type { RowReader } from "@partita/projections";
import type { Identity } from "#api/identities.ts";
import type { Denial } from "#api/problems.ts";
import {
  anyComputer,
  inCharge,
  itsComputer,
  ownComputer,
  ownComputers,
} from "#api/reaches/computers.ts";
import {
  anyCertificate,
  anyEnrolment,
  anyIdentity,
  anyToken,
  ownCertificate,
  ownEnrolment,
  ownIdentity,
  ownToken,
} from "#api/reaches/identities.ts";
import {
  asItself,
  childOfHosted,
  inItsTree,
  instanceInCharge,
  instanceOnIt,
  itself,
  ownChild,
  ownInstance,
  ownPartition,
  ownTree,
} from "#api/reaches/instances.ts";
import { oneMoreWebhook, ownBooks, ownOffer, ownWebhook } from "#api/reaches/trade.ts";

/** A wish before it is a command: who, the names in the path, and what else the command says. */
export type Asking = {
  readonly identity: Identity;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The names in the path: `computer`, `instance`, `offer`, `organisation`, `certificate`, … */
  readonly to: Readonly<Record<string, string>>;
};
export type Looking = { readonly rows: RowReader; readonly store: MovementStore };

type Judge = (asking: Asking, looking: Looking) => Promise<Denial | undefined>;

/** Each reach in words, and how it is found out. */
export const reaches = {
  anything: { says: "anything; it will be its own", judge: async () => undefined },
  "own-books": { says: "its own books", judge: ownBooks },
  "own-computer": { says: "its own computer", judge: ownComputer },
  "own-computers": { says: "its own computers only", judge: ownComputers },
  "any-computer": { says: "any computer", judge: anyComputer },
  "its-computer": { says: "the computer that it stands on", judge: itsComputer },
  "computer-in-charge": { says: "its own computer, by the agent in charge", judge: inCharge },
  "hosted-instance": { says: "an instance on it, by the agent in charge", judge: instanceInCharge },
  "instance-on-it": { says: "an instance on it", judge: instanceOnIt },
  "child-of-hosted": { says: "what an instance on it requested", judge: childOfHosted },
  "own-instance": { says: "its own instance", judge: ownInstance },
  itself: { says: "itself, or a shared instance that it serves", judge: itself },
  "own-child": { says: "what it requested itself", judge: ownChild },
  "its-tree": { says: "an instance of its tree, or one that it serves", judge: inItsTree },
  "own-offer": { says: "its own offer, with its own computers", judge: ownOffer },
  "own-partition": { says: "an instance on it, which is the requester", judge: ownPartition },
  "as-itself": { says: "what it requests itself", judge: asItself },
  "own-tree": { says: "its own instances", judge: ownTree },
  "any-identity": { says: "anybody", judge: anyIdentity },
  "own-identity": {
    says: "itself, its own computers and its own accountants",
    judge: ownIdentity,
  },
  "any-certificate": { says: "any certificate", judge: anyCertificate },
  "any-enrolment": { says: "any enrolment", judge: anyEnrolment },
  "any-token": { says: "any token", judge: anyToken },
  "own-certificate": { says: "its own certificate", judge: ownCertificate },
  "own-enrolment": { says: "its own enrolment", judge: ownEnrolment },
  "own-token": { says: "its own token", judge: ownToken },
  "any-webhook": { says: "any webhook", judge: async () => undefined },
  "one-more-webhook": { says: "an address of its own", judge: oneMoreWebhook },
  "own-webhook": { says: "its own webhook", judge: ownWebhook },
} as const satisfies Record<string, { readonly says: string; readonly judge: Judge }>;

export type Reach = keyof typeof reaches;
