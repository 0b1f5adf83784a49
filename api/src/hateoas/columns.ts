/** The columns of a document that a search may select, each as the type that clients expect. */
import type { InstanceStatus } from "@partita/schemas";
import { writeInstanceXml } from "@partita/schemas/slap/instance-xml.ts";
import type { Contact } from "#api/contacts/contacts.ts";
import { type Document, portalTypeOf, referenceOf, relativeUrl } from "#api/hateoas/documents.ts";
import { accessStatus } from "#api/slap/access-status.ts";

export type Contacts = ReadonlyMap<string, Contact>;

type Column = (document: Document, contacts: Contacts) => unknown;

const columns: Readonly<Record<string, Column>> = {
  uid: referenceOf,
  title: titleOf,
  reference: referenceOf,
  relative_url: relativeUrl,
  portal_type: portalTypeOf,
  validation_state: () => "validated",
  url_string: releaseOf,
  source_reference: (document) => instanceOf(document)?.softwareType,
  slap_state: slapStateOf,
  text_content: (document) => parametersOf(instanceOf(document)),
  root_slave: (document) => (instanceOf(document)?.shared === true ? 1 : 0),
  getConnectionXmlAsDict: (document) => instanceOf(document)?.connection,
  SoftwareInstance_getNewsDict: newsOf,
  SoftwareInstallation_getNewsDict: newsOf,
  InstanceTree_getNewsDict: newsOf,
  ComputeNode_getNewsDict: newsOf,
};

/** A column that nobody knows, or that a document of this kind has not, stays away. */
export function selected(
  document: Document,
  names: readonly string[],
  contacts: Contacts,
): Record<string, unknown> {
  const found: Record<string, unknown> = {
    _links: { self: { href: `urn:jio:get:${relativeUrl(document)}` } },
  };
  for (const name of names) {
    const value = Object.hasOwn(columns, name) ? columns[name]?.(document, contacts) : undefined;
    if (value !== undefined) found[name] = value;
  }
  return found;
}

export function titleOf(document: Document): string {
  if (document.kind === "tree") return document.root.title;
  if (document.kind === "instance") return document.status.title;
  if (document.kind === "computer") return document.computer.title;
  return document.duty.softwareRelease;
}

/** A tree is shown as the instance that is its root. */
export function instanceOf(document: Document): InstanceStatus | undefined {
  if (document.kind === "tree") return document.root;
  return document.kind === "instance" ? document.status : undefined;
}

function releaseOf(document: Document): string | undefined {
  if (document.kind === "installation") return document.duty.softwareRelease;
  return instanceOf(document)?.softwareRelease;
}

const slapStates = {
  started: "start_requested",
  stopped: "stop_requested",
  destroyed: "destroy_requested",
} as const;

function slapStateOf(document: Document): string | undefined {
  if (document.kind === "installation")
    return document.duty.state === "available" ? "start_requested" : "destroy_requested";
  const state = instanceOf(document)?.state;
  return state && slapStates[state];
}

export function parametersOf(status: InstanceStatus | undefined): string | undefined {
  return status && writeInstanceXml(new Map(Object.entries(status.parameters)));
}

/** What contacts know a document by. */
export function contactOf(document: Document): string {
  if (document.kind === "installation")
    return `${document.computer} ${document.duty.softwareRelease}`;
  return instanceOf(document)?.instance ?? referenceOf(document);
}

/** How it is, in one line that begins with `#access`, `#error` or `#building`. */
export function newsOf(document: Document, contacts: Contacts): Record<string, unknown> {
  const contact = contacts.get(contactOf(document));
  return {
    portal_type: portalTypeOf(document),
    reference: instanceOf(document)?.instance ?? referenceOf(document),
    text: textOf(document, contact),
    ...(contact !== undefined && { created_at: contact.at, since: contact.since }),
  };
}

function textOf(document: Document, contact: Contact | undefined): string {
  const status = instanceOf(document);
  if (status !== undefined) return accessStatus(status, contact);
  return contact?.text ?? `#error no data found for ${referenceOf(document)}`;
}
