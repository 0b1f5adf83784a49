/** A partition of a computer as its agent describes it: its addresses, and what it can do. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Reference } from "./reference.ts";

export const addressesMax = 64;
export const capabilitiesMax = 100;
const address = () => Type.String({ minLength: 1, maxLength: 64 });

/** One with gateway and netmask is a route (SlapOS: `full_ip_list`), any other an address. */
export const Address = Type.Object(
  {
    interface: Type.String({ maxLength: 64 }),
    address: address(),
    netmask: Type.Optional(address()),
    gateway: Type.Optional(address()),
    network: Type.Optional(address()),
  },
  { additionalProperties: false },
);
export type Address = Static<typeof Address>;

export const Partition = Type.Object(
  {
    reference: Reference,
    /** The first of its addresses. */
    address: address(),
    /** Absent: `address` is all. */
    addresses: Type.Optional(Type.Array(Address, { maxItems: addressesMax })),
    capabilities: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: capabilitiesMax }),
    ),
    /** It holds an instance still, but is on the agent's list no more: it takes no other one. */
    retiring: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);
export type Partition = Static<typeof Partition>;
