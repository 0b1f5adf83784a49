/**
 * The identities that a house starts with; certificates, and with them any number of identities,
 * come later.
 */
import type { Identity } from "@partita/api";
import { master } from "@partita/schemas";
import { auditor, computers, customer, seller } from "./demo/cast.ts";

export const identities: readonly Identity[] = [
  { actor: customer, role: "person" },
  { actor: seller, role: "organisation" },
  ...computers.map(
    ({ reference }): Identity => ({ actor: `computer:${reference}`, role: "computer" }),
  ),
  { actor: master, role: "operator" },
  { actor: auditor, role: "auditor" },
];
