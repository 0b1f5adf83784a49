/** What a caller may see of trees, instances and computers: where each search begins. */
import type { RowReader } from "@partita/projections";
import { findDuties } from "@partita/projections/computer-duties/query.ts";
import {
  findComputer,
  listComputers,
  listComputersOf,
} from "@partita/projections/free-partitions/query.ts";
import {
  findInstance,
  findInstances,
  type InstanceFilter,
  listInstances,
} from "@partita/projections/instance-status/query.ts";
import { type ComputerOnMarket, type InstanceStatus, instanceListMax } from "@partita/schemas";
import { referenceIn, shownTo } from "#api/hateoas/shown-to.ts";
import type { Identity } from "#api/identities.ts";

/** Pages of instances that one question reads: 20,000 trees are no person's. */
const pagesMax = 20;

/** The roots of the trees that are the caller's; those that are gone are left out. */
export async function rootsOf(
  rows: RowReader,
  identity: Identity,
  title?: string,
): Promise<readonly InstanceStatus[]> {
  const whose = await whoseTrees(rows, identity);
  return whose === undefined ? [] : alive(rows, { ...whose, title, requester: null });
}

/** The instances of the trees that are the caller's, the roots among them. */
export async function instancesOf(
  rows: RowReader,
  identity: Identity,
  tree: string,
): Promise<readonly InstanceStatus[]> {
  const found = await alive(rows, { tree });
  const shown = await Promise.all(found.map((status) => shownTo(rows, identity, status)));
  return shown.filter((status) => status !== undefined);
}

/** What has a partition of a computer, as far as the caller may see it. */
export async function instancesOn(
  rows: RowReader,
  identity: Identity,
  computer: string,
): Promise<readonly InstanceStatus[]> {
  const duties = await findDuties(rows, computer);
  const found = await findInstances(
    rows,
    duties.map(({ instance }) => instance),
  );
  const shown = await Promise.all(
    [...found.values()].map((status) => shownTo(rows, identity, status)),
  );
  return shown.filter((status) => status !== undefined);
}

async function whoseTrees(
  rows: RowReader,
  { actor, role }: Identity,
): Promise<InstanceFilter | undefined> {
  if (role === "person" || role === "organisation") return { owner: actor };
  if (role === "auditor") return {};
  if (role !== "instance") return undefined;
  const own = await findInstance(rows, referenceIn(actor));
  return own && { tree: own.tree };
}

async function alive(rows: RowReader, filter: InstanceFilter): Promise<readonly InstanceStatus[]> {
  const found: InstanceStatus[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const list = await listInstances(rows, { ...filter, after });
    found.push(...list.filter(({ phase }) => phase !== "destroyed"));
    if (list.length < instanceListMax) break;
    after = list.at(-1)?.instance;
  }
  return found;
}

/** Those that are the caller's own, or that it is, or stands on. */
export async function computersOf(
  rows: RowReader,
  identity: Identity,
): Promise<readonly ComputerOnMarket[]> {
  const { actor, role } = identity;
  if (role === "person" || role === "organisation") return listComputersOf(rows, actor);
  if (role === "auditor" || role === "operator") return listComputers(rows);
  const itsOwn = await placeOf(rows, identity);
  const found = itsOwn === undefined ? undefined : await findComputer(rows, itsOwn);
  return found === undefined ? [] : [found];
}

/** One of those; undefined: there is none, or it is nothing to the caller. */
export async function computerOf(
  rows: RowReader,
  identity: Identity,
  computer: string,
): Promise<ComputerOnMarket | undefined> {
  const { actor, role } = identity;
  const found = await findComputer(rows, computer);
  if (role === "auditor" || role === "operator") return found;
  if (role === "person" || role === "organisation")
    return found?.owner === actor ? found : undefined;
  return (await placeOf(rows, identity)) === computer ? found : undefined;
}

/** The computer that the caller is, or that it has its partition on. */
async function placeOf(rows: RowReader, { actor, role }: Identity): Promise<string | undefined> {
  if (role === "computer") return referenceIn(actor);
  if (role !== "instance") return undefined;
  return (await findInstance(rows, referenceIn(actor)))?.award?.computer;
}
