/** What do the accounts of an organisation hold? */
import type { Recorded } from "@partita/ledger";
import {
  type AccountBalance,
  type CurrencyId,
  type Movement,
  minus,
  type NodeId,
  plus,
} from "@partita/schemas";
import { keyOf } from "#projections/about.ts";
import { accountBalanceTable } from "#projections/account-balance/table.ts";
import type { Projection } from "#projections/projection.ts";

export const accountBalance: Projection<AccountBalance> = {
  table: accountBalanceTable,
  on: {
    "amount-posted": {
      keys: ({ movement }) => [debited(movement), credited(movement)],
      apply: posted,
    },
  },
};

/** Money goes from the source, which is credited, to the destination, which is debited. */
function posted(
  row: AccountBalance | undefined,
  { movement }: Recorded<Movement<"amount-posted">>,
  key: string,
): AccountBalance {
  const before = row ?? opened(movement, key);
  const debit = plus(before.debit, key === debited(movement) ? movement.quantity : "0");
  const credit = plus(before.credit, key === credited(movement) ? movement.quantity : "0");
  return { ...before, debit, credit, balance: minus(debit, credit) };
}

function opened(movement: Movement<"amount-posted">, key: string): AccountBalance {
  const { resource, source, sourceSection, destination, destinationSection } = movement;
  // Only money is posted: the account's decider gives no other resource.
  const currency = resource as CurrencyId;
  const zero = { currency, debit: "0", credit: "0", balance: "0" };
  return key === debited(movement)
    ? { organisation: destinationSection, account: destination, ...zero }
    : { organisation: sourceSection, account: source, ...zero };
}

function debited(movement: Movement<"amount-posted">): string {
  return account(movement.destinationSection, movement.destination, movement.resource);
}

function credited(movement: Movement<"amount-posted">): string {
  return account(movement.sourceSection, movement.source, movement.resource);
}

function account(organisation: NodeId, node: NodeId, currency: string): string {
  return keyOf(organisation, node, currency);
}
