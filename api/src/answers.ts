/** What each query answers, read from one consistent moment of the projections. */
import type { MovementStore } from "@partita/ledger";
import type { Inventory, Moment, RowReader } from "@partita/projections";
import { listBalances } from "@partita/projections/account-balance/query.ts";
import { findDuties } from "@partita/projections/computer-duties/query.ts";
import { findComputer, listComputers } from "@partita/projections/free-partitions/query.ts";
import { findInstance, listInstances } from "@partita/projections/instance-status/query.ts";
import { findInvoice, listInvoices } from "@partita/projections/issued-invoices/query.ts";
import { findTrail } from "@partita/projections/movement-trail/query.ts";
import { listOffers } from "@partita/projections/open-offers/query.ts";
import { findSoftwareDuties } from "@partita/projections/software-duties/query.ts";
import { listUsage } from "@partita/projections/usage-by-period/query.ts";
import {
  instanceListMax,
  itemId,
  type QueryAnswer,
  type QueryName,
  type QueryParameters,
  usageRowsMax,
} from "@partita/schemas";
import { denySight } from "#api/authorise.ts";
import { changes } from "#api/changes.ts";
import { commandOutcome } from "#api/command-outcome.ts";
import { computerStatus } from "#api/contacts/computer-status.ts";
import { movementsPage } from "#api/feed/page.ts";
import { certificates, enrolments, tokens } from "#api/identity/answers.ts";
import { instanceTree } from "#api/instances/tree-answer.ts";
import { inventoryFigure, inventoryGroups, inventoryHistory } from "#api/inventory/answers.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { isParty, outlineOf, type Seeing, seen } from "#api/sight.ts";
import { webhook, webhookSecrets, webhooks } from "#api/webhook-answers.ts";

export type Asked<N extends QueryName> = {
  readonly parameters: QueryParameters<N>;
  readonly seeing: Seeing;
  /** Of the moment that is asked of; who may see what is judged by the rows of that moment too. */
  readonly rows: RowReader;
  /** No further than what was known at that moment. */
  readonly store: MovementStore;
  readonly inventory: Inventory;
  readonly moment: Moment;
  /** The moment's position or instant as it was written. */
  readonly knownAt: string | undefined;
  /** The earlier moment of a query that compares two. */
  readonly since: Moment;
  readonly webhooks: Ports["webhooks"] | undefined;
  readonly contacts: Ports["contacts"];
  readonly now: string;
};
/** Without a position it is that of the rows. */
type Answered<N extends QueryName> = Omit<QueryAnswer<N>, "position"> & {
  readonly position?: string;
};
type Answer<N extends QueryName> = (asked: Asked<N>) => Promise<Answered<N> | Denial>;

export const answers: { readonly [N in QueryName]: Answer<N> } = {
  "account-balance": balances,
  certificates,
  changes,
  "command-outcome": commandOutcome,
  "computer-duties": duties,
  "computer-status": computerStatus,
  enrolments,
  "free-partitions": async ({ rows, parameters }) => ({
    computers: [...(await listComputers(rows, parameters.region))],
  }),
  health: async ({ store }) => ({ status: "up", log: `${await store.head()}` }),
  "instance-status": instanceStatus,
  "instance-trail": trail,
  "instance-tree": instanceTree,
  instances,
  inventory: inventoryFigure,
  "inventory-list": inventoryGroups,
  "issued-invoice": invoice,
  "issued-invoices": invoices,
  "movement-history": inventoryHistory,
  movements: movementsPage,
  "open-offers": async ({ rows }) => ({ offers: [...(await listOffers(rows))] }),
  tokens,
  "usage-by-period": usage,
  webhook,
  "webhook-secret": webhookSecrets,
  webhooks,
};

async function balances({ parameters, seeing, rows }: Asked<"account-balance">) {
  const { organisation } = parameters;
  if (seeing.sight === "own" && organisation !== seeing.identity.actor)
    return denySight("account-balance", seeing);
  return { balances: [...(await listBalances(rows, organisation))] };
}

async function duties({ parameters, seeing, rows }: Asked<"computer-duties">) {
  const { computer } = parameters;
  const found = await findComputer(rows, computer);
  const { actor } = seeing.identity;
  const isAll = seeing.sight === "everything" || actor === itemId("computer", computer);
  if (!isAll && found?.owner !== actor) return denySight("computer-duties", seeing);
  if (found === undefined) return deny("no-such-computer", { facts: { computer } });
  const partitions = await findDuties(rows, computer);
  return {
    computer,
    ...(found.agent !== undefined && { agent: found.agent }),
    partitions: isAll ? [...partitions] : partitions.map(outlineOf),
    software: [...(await findSoftwareDuties(rows, computer))],
  };
}

/** A computer sees the instances on it, and what they requested, since they wait for it. */
async function instanceStatus({ parameters, seeing, rows }: Asked<"instance-status">) {
  const status = await findInstance(rows, parameters.instance);
  if (status === undefined) return deny("no-such-instance", { facts: parameters });
  const instance = seen(seeing, status);
  if (instance !== undefined) return { instance };
  const { requester } = status;
  const parent = requester === undefined ? undefined : await findInstance(rows, requester);
  const isAsked = seeing.identity.role === "computer" && parent && seen(seeing, parent);
  return isAsked ? { instance: status } : deny("no-such-instance", { facts: parameters });
}

/** Only the owner's and the auditor's: a tree may stand in the computers of several sellers. */
async function trail({ parameters, seeing, rows }: Asked<"instance-trail">) {
  const { instance } = parameters;
  const status = await findInstance(rows, instance);
  const found =
    status && (seeing.sight === "everything" || status.owner === seeing.identity.actor)
      ? await findTrail(rows, instance)
      : undefined;
  if (found === undefined) return deny("no-such-instance", { facts: { instance } });
  return { instance, tree: found.tree, steps: [...found.steps] };
}

async function instances({ parameters, seeing, rows }: Asked<"instances">) {
  const { actor, role } = seeing.identity;
  const hosted = role === "organisation" || role === "person" ? [{ seller: actor }] : [];
  const filters = seeing.sight === "own" ? [{ owner: actor }, ...hosted] : [{}];
  const lists = await all(filters, (filter) => listInstances(rows, { ...parameters, ...filter }));
  const found = unique(lists, ({ instance }) => instance)
    .sort((left, right) => (left.instance < right.instance ? -1 : 1))
    .slice(0, instanceListMax);
  return { instances: found.flatMap((status) => seen(seeing, status) ?? []) };
}

async function invoice({ parameters, seeing, rows }: Asked<"issued-invoice">) {
  const found = await findInvoice(rows, parameters.invoice);
  const visible = found !== undefined && isParty(seeing, found);
  return visible ? { invoice: found } : deny("no-such-invoice", { facts: parameters });
}

async function invoices({ parameters, seeing, rows }: Asked<"issued-invoices">) {
  const filters = seeing.sight === "own" ? asEitherParty(parameters, seeing) : [parameters];
  const lists = await all(filters, (filter) => listInvoices(rows, filter));
  return { invoices: [...unique(lists, ({ invoice }) => invoice)] };
}

async function usage({ parameters, seeing, rows }: Asked<"usage-by-period">) {
  const filters = seeing.sight === "own" ? asEitherParty({}, seeing) : [{}];
  const lists = await all(filters, (filter) =>
    listUsage(rows, { ...parameters, ...filter, limit: usageRowsMax }),
  );
  const found = unique(lists, ({ movement, instance }) => `${movement} ${instance}`);
  return { usage: found.slice(0, usageRowsMax) };
}

type Parties = { readonly seller?: string; readonly buyer?: string };

/** What the actor sells and what it buys; a filter that names somebody else leaves a side out. */
function asEitherParty(wanted: Parties, { identity }: Seeing): readonly Parties[] {
  const sides = ["seller", "buyer"] as const;
  return sides
    .filter((side) => (wanted[side] ?? identity.actor) === identity.actor)
    .map((side) => ({ ...wanted, [side]: identity.actor }));
}

async function all<Filter, Row>(
  filters: readonly Filter[],
  list: (filter: Filter) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  return (await Promise.all(filters.map(list))).flat();
}

function unique<Row>(rows: readonly Row[], key: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}
