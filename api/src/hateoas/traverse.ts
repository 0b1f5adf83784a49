/** Shows one document by its address: only to whoever may see it; to others it is not there. */
import type { RowReader } from "@partita/projections";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import { contactOf } from "#api/hateoas/columns.ts";
import { type Document, installationsOn, modules, referenceOf } from "#api/hateoas/documents.ts";
import { form, formOf } from "#api/hateoas/fields.ts";
import { referenceIn, shownTo } from "#api/hateoas/shown-to.ts";
import { computerOf, instancesOf, instancesOn } from "#api/hateoas/visible.ts";
import type { Identity } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";

/** The address of whoever asks. */
export function addressOf({ actor, role }: Identity): string {
  const reference = referenceIn(actor);
  if (role === "computer") return `${modules.computer}/${reference}`;
  if (role === "instance") return `${modules.instance}/${reference}`;
  const module = actor.startsWith("person:") ? modules.person : modules.organisation;
  return `${module}/${reference}`;
}

/** Undefined: nothing is there, for this caller. */
export async function traverse(
  ports: Ports,
  identity: Identity,
  address: string,
): Promise<object | undefined> {
  const found = await ports.rows.read((rows) => findAt(rows, identity, address));
  if (found !== undefined) {
    const { document, instances } = found;
    const references = [contactOf(document), ...instances.map(({ instance }) => instance)];
    return formOf({ document, instances, contacts: await ports.contacts.find(references) });
  }
  return address === addressOf(identity) ? selfOf(identity) : undefined;
}

/** A person or an organisation, who has no page but this one. */
function selfOf({ actor, role }: Identity): object {
  const reference = referenceIn(actor);
  const portalType = actor.startsWith("person:") ? "Person" : "Organisation";
  const fields = { reference, title: reference, function: role };
  return form({ portalType, address: addressOf({ actor, role }), fields });
}

type Found = {
  readonly document: Document;
  readonly instances: Awaited<ReturnType<typeof instancesOf>>;
};

async function findAt(
  rows: RowReader,
  identity: Identity,
  address: string,
): Promise<Found | undefined> {
  const [, module = "", reference = ""] = /^\/?([a-z_]+)\/([^/]+)$/.exec(address) ?? [];
  if (module === modules.tree) return findTree(rows, identity, reference);
  if (!Object.hasOwn(documentFinders, module)) return undefined;
  const document = await documentFinders[module]?.(rows, identity, reference);
  if (document === undefined) return undefined;
  const isComputer = document.kind === "computer";
  const computer = referenceOf(document);
  return { document, instances: isComputer ? await instancesOn(rows, identity, computer) : [] };
}

async function findTree(
  rows: RowReader,
  identity: Identity,
  tree: string,
): Promise<Found | undefined> {
  const instances = await instancesOf(rows, identity, tree);
  const root = instances.find(({ requester }) => requester === undefined);
  return root && { document: { kind: "tree", root }, instances };
}

type Finder = (
  rows: RowReader,
  identity: Identity,
  reference: string,
) => Promise<Document | undefined>;

const documentFinders: Readonly<Record<string, Finder>> = {
  [modules.instance]: async (rows, identity, instance) => {
    const known = await findInstance(rows, instance);
    if (known === undefined || known.phase === "destroyed") return undefined;
    const status = await shownTo(rows, identity, known);
    return status && { kind: "instance", status };
  },
  [modules.computer]: findComputer,
  // As it was called before.
  computer_module: findComputer,
  [modules.installation]: async (rows, identity, reference) => {
    const computer = await computerOf(rows, identity, reference.replace(/-[0-9a-f]+$/, ""));
    if (computer === undefined || identity.role === "instance") return undefined;
    const all = await installationsOn(rows, computer.computer);
    return all.find((document) => referenceOf(document) === reference);
  },
};

async function findComputer(rows: RowReader, identity: Identity, reference: string) {
  const computer = await computerOf(rows, identity, reference);
  return computer && ({ kind: "computer", computer } as const);
}
