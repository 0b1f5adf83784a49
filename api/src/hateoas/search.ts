/** Answers the searches of SlapOS's command line: what the caller has, or may see, and no more. */
import type { RowReader } from "@partita/projections";
import { type Contacts, contactOf, selected, titleOf } from "#api/hateoas/columns.ts";
import {
  type Document,
  installationsOn,
  portalTypeOf,
  referenceOf,
} from "#api/hateoas/documents.ts";
import type { SearchQuery } from "#api/hateoas/search-query.ts";
import { referenceIn } from "#api/hateoas/shown-to.ts";
import {
  computerOf,
  computersOf,
  instancesOf,
  instancesOn,
  rootsOf,
} from "#api/hateoas/visible.ts";
import type { Identity } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";

/** As SlapOS's Master, whose clients name no limit. */
export const searchLimit = 40;
export const searchLimitMax = 1000;
/** Trees whose instances one search looks through when it names none. */
const treesMax = 100;

export type Searching = {
  readonly identity: Identity;
  readonly query: SearchQuery;
  readonly columns: readonly string[];
  readonly limit: number;
};

/** Undefined: the query asks for what no search of ours knows. */
export async function search(
  ports: Ports,
  { identity, query, columns, limit }: Searching,
): Promise<readonly object[] | undefined> {
  if ([...query.keys()].some((key) => !knownKeys.has(key))) return undefined;
  const asked = (query.get("portal_type") ?? []).map(finderOf);
  if (asked.length === 0 || asked.includes(undefined)) return undefined;
  const finding = new Set(asked.filter((finder) => finder !== undefined));
  const found = await ports.rows.read(async (rows) => {
    const each = [...finding].map((find) => find({ rows, identity, query }));
    return (await Promise.all(each)).flat();
  });
  const wanted = found.filter((document) => matches(document, query)).slice(0, limit);
  const contacts: Contacts = await ports.contacts.find(wanted.map(contactOf));
  return wanted.map((document) => selected(document, columns, contacts));
}

const knownKeys: ReadonlySet<string> = new Set([
  "portal_type",
  "validation_state",
  "title",
  "reference",
  "default_specialise_title",
  "default_specialise_reference",
  "default_aggregate_reference",
]);

type Finding = {
  readonly rows: RowReader;
  readonly identity: Identity;
  readonly query: SearchQuery;
};
type Finder = (finding: Finding) => Promise<readonly Document[]>;

/** By the names of today, and by those that clients of some years ago still say. */
const finders: Readonly<Record<string, Finder>> = {
  "Instance Tree": findTrees,
  "Hosting Subscription": findTrees,
  "Compute Node": findComputers,
  Computer: findComputers,
  "Software Instance": findSoftwareInstances,
  "Slave Instance": findSoftwareInstances,
  "Software Installation": findInstallations,
};

function finderOf(type: string): Finder | undefined {
  return Object.hasOwn(finders, type) ? finders[type] : undefined;
}

/** A tree that is to be destroyed is archived in SlapOS, and found no more. */
async function findTrees({ rows, identity, query }: Finding): Promise<readonly Document[]> {
  const titles = query.get("title") ?? [undefined];
  const found = await Promise.all(titles.map((title) => rootsOf(rows, identity, title)));
  const alive = found.flat().filter(({ state }) => state !== "destroyed");
  return alive.map((root) => ({ kind: "tree", root }));
}

async function findComputers({ rows, identity, query }: Finding): Promise<readonly Document[]> {
  const named = query.get("reference");
  const found =
    named === undefined
      ? await computersOf(rows, identity)
      : await Promise.all(named.map((computer) => computerOf(rows, identity, computer)));
  return found.flatMap((computer) => (computer ? [{ kind: "computer", computer }] : []));
}

async function findSoftwareInstances(finding: Finding): Promise<readonly Document[]> {
  const { rows, identity, query } = finding;
  if (identity.role === "computer") {
    const found = await instancesOn(rows, identity, referenceIn(identity.actor));
    return found.map((status) => ({ kind: "instance", status }));
  }
  const titles = query.get("default_specialise_title") ?? [undefined];
  const named = query.get("default_specialise_reference");
  const roots = (await Promise.all(titles.map((title) => rootsOf(rows, identity, title)))).flat();
  const trees = roots.map(({ tree }) => tree).filter((tree) => named?.includes(tree) ?? true);
  const found = await Promise.all(
    trees.slice(0, treesMax).map((tree) => instancesOf(rows, identity, tree)),
  );
  return found.flat().map((status) => ({ kind: "instance", status }));
}

async function findInstallations(finding: Finding): Promise<readonly Document[]> {
  const { rows, identity, query } = finding;
  const named = query.get("default_aggregate_reference");
  const computers =
    named === undefined
      ? await computersOf(rows, identity)
      : await Promise.all(named.map((computer) => computerOf(rows, identity, computer)));
  // An instance is told of no software, as in the classic protocol.
  if (identity.role === "instance") return [];
  const found = await Promise.all(
    computers.map((computer) => (computer ? installationsOn(rows, computer.computer) : [])),
  );
  return found.flat();
}

/** What a finder did not already ask for: each of these is compared whole, as `:=` demands. */
function matches(document: Document, query: SearchQuery): boolean {
  const values: Readonly<Record<string, string>> = {
    portal_type: todaysName(portalTypeOf(document)),
    validation_state: "validated",
    title: titleOf(document),
    reference: referenceOf(document),
  };
  return [...query].every(([key, allowed]) => {
    const value = values[key];
    return value === undefined || allowed.map(todaysName).includes(value);
  });
}

const oldNames: Readonly<Record<string, string>> = {
  "Hosting Subscription": "Instance Tree",
  Computer: "Compute Node",
};

function todaysName(name: string): string {
  return (Object.hasOwn(oldNames, name) ? oldNames[name] : undefined) ?? name;
}
