/** Every decider, by the category it owns; a new category does not compile until it has one. */
import type { StreamCategory } from "@partita/schemas";
import { account } from "#ledger/account/account.ts";
import { computer } from "#ledger/computer/computer.ts";
import type { Decider } from "#ledger/decider.ts";
import { identity } from "#ledger/identity/identity.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { offer } from "#ledger/offer/offer.ts";
import { usage } from "#ledger/usage/usage.ts";
import { webhook } from "#ledger/webhook/webhook.ts";

export const deciders = {
  account,
  computer,
  identity,
  "instance-tree": instanceTree,
  offer,
  usage,
  webhook,
} satisfies { readonly [C in StreamCategory]: Decider<C, never> | { readonly category: C } };
