/** Which rows of a projection are whose: for questions that read the rows of any of them. */
import type { InstanceStatus, NodeId, QueryName } from "@partita/schemas";
import { mayAsk } from "#api/authorisation.ts";
import type { Identity } from "#api/identities.ts";
import { isIts } from "#api/reaches/identities.ts";
import { isParty, type Seeing, type Sight, seen } from "#api/sight.ts";

/** Whoever may not ask this query sees no row; of who may, each sees what the query would show. */
type RowSight = {
  readonly query: QueryName;
  readonly show: (seeing: Seeing, row: object) => object | undefined;
};

type Parties = { readonly seller: NodeId; readonly buyer: NodeId };

const sights: Readonly<Record<string, RowSight>> = {
  access_tokens: { query: "tokens", show: ofIdentities },
  account_balance: {
    query: "account-balance",
    show: ({ identity }, row) =>
      "organisation" in row && is(identity, row.organisation) ? row : undefined,
  },
  awarded_prices: { query: "usage-by-period", show: ofParties },
  certificates: { query: "certificates", show: ofIdentities },
  enrolments: { query: "enrolments", show: ofIdentities },
  free_partitions: { query: "free-partitions", show: (_, row) => row },
  instance_status: {
    query: "instances",
    // Rows of this table are of this kind.
    show: (seeing, row) => seen(seeing, row as InstanceStatus),
  },
  issued_invoices: { query: "issued-invoices", show: ofParties },
  open_offers: { query: "open-offers", show: (_, row) => row },
  partition_holders: { query: "usage-by-period", show: ofParties },
  usage_by_period: { query: "usage-by-period", show: ofParties },
};

/** What this identity may see of a row; of the tables that are not above, auditors alone. */
export function shownRow(
  identity: Identity,
  table: string,
  row: object | undefined,
): object | undefined {
  if (row === undefined) return undefined;
  if (identity.role === "auditor") return "tokenHash" in row ? withoutHash(row) : row;
  const sight = sightOf(identity, table);
  return sight && sights[table]?.show({ identity, sight }, row);
}

/** Whether this identity may see rows of a table: of others it does not learn the keys either. */
export function seesRowsOf(identity: Identity, table: string): boolean {
  return identity.role === "auditor" || sightOf(identity, table) !== undefined;
}

function sightOf({ role }: Identity, table: string): Sight | undefined {
  const known = sights[table];
  const roles = known && mayAsk[known.query];
  return roles === "public" ? "everything" : roles?.[role];
}

function ofParties(seeing: Seeing, row: object): object | undefined {
  // Rows of these tables name their seller and their buyer.
  return isParty(seeing, row as Parties) ? row : undefined;
}

/** Without the hash of a token, which is of use to nobody but a thief. */
function ofIdentities({ identity, sight }: Seeing, row: object): object | undefined {
  // Rows of these tables name their holder, its role and its owner.
  const whose = row as Parameters<typeof isIts>[1];
  if (sight !== "everything" && !isIts(identity, whose)) return undefined;
  return withoutHash(row);
}

function withoutHash(row: object): object {
  const { tokenHash: _, ...shown } = { tokenHash: undefined, ...row };
  return shown;
}

function is({ actor }: Identity, node: unknown): boolean {
  return node === actor;
}
