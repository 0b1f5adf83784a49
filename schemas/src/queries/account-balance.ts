/**
 * The trial balance of an organisation's books: what each account holds; debits and credits sum to
 * zero.
 */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Position } from "../position.ts";
import { NodeId } from "../reference.ts";
import { CurrencyId } from "../resource.ts";
import { defineQuery } from "./define.ts";

export const AccountBalance = Type.Object({
  /** Whose books these are. */
  organisation: NodeId,
  account: NodeId,
  currency: CurrencyId,
  debit: Type.String(),
  credit: Type.String(),
  /** Debit less credit. */
  balance: Type.String(),
});
export type AccountBalance = Static<typeof AccountBalance>;

export const accountBalance = defineQuery({
  name: "account-balance",
  says: "What do the accounts of this organisation hold?",
  path: "/v1/accounts/:organisation/balances",
  parameters: Type.Object({ organisation: NodeId }),
  answer: Type.Object({ balances: Type.Array(AccountBalance), position: Position }),
});
