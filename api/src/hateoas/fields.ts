/** A document as a form, which is how SlapOS's clients read one: a field for each property. */
import type { InstanceStatus } from "@partita/schemas";
import { type Contacts, instanceOf, newsOf, parametersOf, titleOf } from "#api/hateoas/columns.ts";
import { type Document, portalTypeOf, referenceOf, relativeUrl } from "#api/hateoas/documents.ts";

/** Clients read no other types of fields than a few; what a field holds may well be a list. */
type Field = {
  readonly type: "StringField" | "IntegerField" | "TextAreaField";
  readonly key: string;
  readonly default: unknown;
};
type Fields = Readonly<Record<string, Field>>;

/** `instances`: those in the tree, or on the computer, for what is told of them. */
export type Shown = {
  readonly document: Document;
  readonly instances: readonly InstanceStatus[];
  readonly contacts: Contacts;
};

export function formOf(shown: Shown): object {
  const { document } = shown;
  return form({
    portalType: portalTypeOf(document),
    address: relativeUrl(document),
    fields: fieldsOf(shown),
  });
}

type Form = {
  readonly portalType: string;
  readonly address: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

export function form({ portalType, address, fields }: Form): object {
  const formId = `${portalType.replaceAll(" ", "")}_viewAsHateoas`;
  const view: Fields = {
    form_id: { type: "StringField", key: "form_id", default: formId },
    ...Object.fromEntries(
      Object.entries(fields)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [`my_${name}`, field(name, value)]),
    ),
  };
  return {
    _links: {
      self: { href: `urn:jio:get:${address}` },
      type: { href: `urn:jio:get:portal_types/${portalType}`, name: portalType },
    },
    _embedded: { _view: view },
  };
}

function field(name: string, value: unknown): Field {
  const type = typeof value === "number" ? "IntegerField" : "StringField";
  return {
    type: name === "text_content" ? "TextAreaField" : type,
    key: `field_my_${name}`,
    default: value,
  };
}

function fieldsOf({ document, instances, contacts }: Shown): Readonly<Record<string, unknown>> {
  const named = { reference: referenceOf(document), title: titleOf(document) };
  const news = newsOf(document, contacts);
  const told = instances.map((status) => newsOf({ kind: "instance", status }, contacts));
  if (document.kind === "computer") {
    const partitions = instances.map(({ partition = "" }, index) => [partition, told[index]]);
    const { owner } = document.computer;
    return { ...named, owner, news: { computer: news, partition: Object.fromEntries(partitions) } };
  }
  if (document.kind === "installation") {
    const { state, softwareRelease } = document.duty;
    return { ...named, slap_state: state, url_string: softwareRelease, news };
  }
  return {
    ...named,
    ...wishOf(instanceOf(document)),
    news: { instance: document.kind === "tree" ? told : [news] },
  };
}

function wishOf(status: InstanceStatus | undefined): Readonly<Record<string, unknown>> {
  if (status === undefined) return {};
  return {
    // What was requested, in the requester's words: clients print it as it is.
    slap_state: status.state,
    text_content: parametersOf(status),
    connection_parameter_list: Object.entries(status.connection).map(([key, value]) => ({
      connection_key: key,
      connection_value: value,
    })),
    url_string: status.softwareRelease,
    source_reference: status.softwareType,
    root_slave: status.shared === true ? 1 : 0,
  };
}
