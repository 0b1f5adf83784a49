/** The identities that a house starts with: their first tokens are the Master's to give. */
import { type ActorId, master, type NodeId, type Role } from "@partita/schemas";
import { auditor, computers, customer, seller } from "./demo/cast.ts";

export type FirstIdentity = {
  readonly actor: ActorId;
  readonly role: Role;
  /** Of what is no party itself. */
  readonly owner?: NodeId;
};

export const identities: readonly FirstIdentity[] = [
  { actor: customer, role: "person" },
  { actor: seller, role: "organisation" },
  { actor: master, role: "operator" },
  { actor: auditor, role: "auditor" },
];

/** They get certificates, by enrolments. */
export const computerIdentities: readonly FirstIdentity[] = computers.map(({ reference }) => ({
  actor: `computer:${reference}`,
  role: "computer",
  owner: seller,
}));
