/** The schema of each route, from the registries: it checks requests and describes the API. */
import {
  Acknowledgement,
  type commandKinds,
  Instant,
  KnownAt,
  NodeId,
  Position,
  Problem,
  type queries,
  Reference,
  Serial,
} from "@partita/schemas";
import type { FastifySchema } from "fastify";
import { type TObject, type TProperties, type TSchema, Type } from "typebox";
import { showsInstance } from "#api/acknowledge.ts";
import { mayAsk } from "#api/authorisation.ts";
import { idempotencyHeaders } from "#api/command-id.ts";
import { preferWaitSecondsMax } from "#api/limits.ts";
import { problemType } from "#api/problems.ts";

export type Sendable = Extract<(typeof commandKinds)[number], { readonly send: object }>;
type Query = (typeof queries)[number];

/** The name of the security scheme in the API's description. */
export const tokenScheme = "token";

/** What the names in the path of a command are. */
const pathNames: Readonly<Record<string, TSchema>> = {
  computer: Reference,
  instance: Reference,
  offer: Reference,
  organisation: NodeId,
  webhook: Reference,
  certificate: Type.Union([Serial, Type.Literal("all")]),
  enrolment: Reference,
  token: Reference,
};

/** What a detail says of its sender or owner: the API fills it in, nobody says it of himself. */
const filledNames: { readonly [K in Sendable["kind"]]?: readonly string[] } = {
  // Whence a bang comes is told by who sends it; what a computer sends is a command of its own.
  "bang-instance": ["origin", "computer"],
  "issue-enrolment": ["owner"],
  "issue-token": ["owner"],
  "register-webhook": ["role"],
};

const waitFor = {
  position: Type.Optional(
    Type.String({
      ...Position,
      description:
        "Answer only when this position of the log can be seen, as after one's own write.",
    }),
  ),
};

export function commandSchema({ kind, says, send, detail, example }: Sendable): FastifySchema {
  const names = namesIn(send.path);
  return {
    operationId: kind,
    summary: says,
    tags: ["commands"],
    security: [{ [tokenScheme]: [] }],
    ...(names.length > 0 && { params: closed(only(pathNames, names)) }),
    headers: Type.Object({ ...idempotencyHeaders.properties, ...demandsOf(detail) }),
    body: {
      ...closed(
        without(Object.entries(propertiesOf(detail)), [...names, ...(filledNames[kind] ?? [])]),
      ),
      examples: [without(Object.entries(example), names)],
    },
    response: acknowledged(showsInstance(kind) ? ["200", "201", "202"] : ["200", "201"]),
  };
}

const ifMatch = Type.Optional(
  Type.String({
    description: "The ETag that was seen; refused with 412 when the wish was changed since.",
  }),
);
const prefer = Type.Optional(
  Type.String({
    description:
      "wait=10: answer when the instance has settled, or after so many seconds; " +
      `at most ${preferWaitSecondsMax}.`,
  }),
);

/** Headers of commands that wish something of an instance. */
function demandsOf(detail: TSchema): TProperties {
  const { instance, revision } = propertiesOf(detail);
  return { ...(revision && { "if-match": ifMatch }), ...(instance && { prefer }) };
}

const at = Type.Optional(
  Type.String({
    ...Instant,
    description: "Only what was true by then: movements that count from this instant or before.",
  }),
);
const knownAt = Type.Optional(
  Type.String({
    ...KnownAt,
    description: "Only what was known then: movements up to this position, or recorded by then.",
  }),
);

/** When a query may be asked of; the same names stand in its answer if they were given. */
function momentOf({ moments }: { readonly moments?: "known" | "none" }): TProperties {
  if (moments === "none") return {};
  return moments === "known" ? { knownAt } : { at, knownAt };
}

export function querySchema(query: Query): FastifySchema {
  const { name, says, path, parameters, answer } = query;
  const moment = momentOf(query);
  const names = namesIn(path);
  const known = propertiesOf(parameters);
  return {
    operationId: name,
    summary: says,
    tags: ["queries"],
    security: mayAsk[name] === "public" ? [] : [{ [tokenScheme]: [] }],
    ...(names.length > 0 && { params: closed(only(known, names)) }),
    querystring: closed({ ...without(Object.entries(known), names), ...waitFor, ...moment }),
    response: {
      "200": answered(says, Type.Object({ ...propertiesOf(answer), ...moment })),
      default: refused,
    },
  };
}

const statusSays: Readonly<Record<string, string>> = {
  "200": "Repeated, or true already: nothing was written now.",
  "201": "Written.",
  "202": "Please wait: the instance is not yet what was asked for; its phase says how far it is.",
};

export function acknowledged(statuses: readonly string[]): Record<string, unknown> {
  const answers = statuses.map((status) => [
    status,
    {
      ...answered(statusSays[status] ?? "", Acknowledgement),
      headers: {
        "Partita-Position": { ...Position, description: "Where the log stands after it." },
      },
    },
  ]);
  return { ...Object.fromEntries(answers), default: refused };
}

export function answered(description: string, schema: TSchema): Record<string, unknown> {
  return { description, content: { "application/json": { schema } } };
}

export const refused = {
  description: "Refused, with a code of the catalogue under /v1/problems.",
  content: { [problemType]: { schema: Problem } },
};

export function closed(properties: TProperties): TObject {
  return Type.Object(properties, { additionalProperties: false });
}

/** The fields of an object's schema; none for any other schema. */
export function propertiesOf(schema: TSchema): TProperties {
  // What has properties is an object's schema.
  return "properties" in schema ? (schema as TObject).properties : {};
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/:([a-z]+)/g)].map(([, name = ""]) => name);
}

function only<Value>(all: Readonly<Record<string, Value>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

function without<Value>(all: readonly (readonly [string, Value])[], names: readonly string[]) {
  return Object.fromEntries(all.filter(([name]) => !names.includes(name)));
}
