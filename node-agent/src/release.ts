/**
 * The description of a software release: its shape, and its reading with errors that people can act
 * on.
 */
import { Conditions, UsageResourceId } from "@partita/schemas";
import type { Static, TProperties, TSchema } from "typebox";
import { Type } from "typebox";
import { Value } from "typebox/value";

/**
 * Entries of any list or record in a description: far beyond real ones, and a bound for hostile
 * ones.
 */
const entriesMax = 1000;
const argumentsMax = 200;
/** Ports, secrets, services and the like of one type. */
export const namesMax = 50;
/** A step that builds software may take this long; a step that hangs must not hang the agent. */
export const stepSecondsMax = 3600;
export const stepSecondsDefault = 60;
/** A database that writes its last checkpoint may take this long before it is killed. */
export const stopSecondsMax = 300;
export const stopSecondsDefault = 10;
export const promiseSecondsMax = 600;
export const promiseSecondsDefault = 20;

export const stopSignals = ["SIGTERM", "SIGINT", "SIGQUIT"] as const;

const Name = Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" });
const Template = Type.String({ maxLength: 8192 });
/** Relative, without `.` or `..` as a segment: it cannot leave the directory that it is used in. */
const RelativePath = Type.String({
  pattern: "^(?!\\.{1,2}(/|$))[^/\\u0000]+(/(?!\\.{1,2}(/|$))[^/\\u0000]+)*$",
  maxLength: 255,
});
const Argv = Type.Array(Template, { minItems: 1, maxItems: argumentsMax });
const Mode = Type.String({ pattern: "^0[0-7]{3}$" });

const Parameter = strict({
  says: Type.Optional(Type.String()),
  default: Type.Optional(Type.String({ minLength: 1 })),
  required: Type.Optional(Type.Boolean()),
  pattern: Type.Optional(Type.String()),
});

const Request = strict({
  title: Name,
  /** May be relative to the address of this description. */
  softwareRelease: Type.String({ minLength: 1, maxLength: 2048 }),
  softwareType: Type.Optional(Name),
  parameters: Type.Optional(named(Name, Template)),
  conditions: Type.Optional(Conditions),
});

const FileTemplate = strict({
  from: RelativePath,
  to: RelativePath,
  mode: Type.Optional(Mode),
  escape: Type.Optional(Type.Enum(["none", "json"])),
});

const Step = strict({
  argv: Argv,
  env: Type.Optional(named(Name, Template)),
  /** Run only while this path is missing; it appears whole or not at all: see `${making}`. */
  creates: Type.Optional(RelativePath),
  secondsMax: Type.Optional(Type.Integer({ minimum: 1, maximum: stepSecondsMax })),
});

const Service = strict({
  name: Name,
  argv: Argv,
  env: Type.Optional(named(Name, Template)),
  stopSignal: Type.Optional(Type.Enum([...stopSignals])),
  stopSecondsMax: Type.Optional(Type.Integer({ minimum: 1, maximum: stopSecondsMax })),
});

const promiseSeconds = Type.Optional(Type.Integer({ minimum: 1, maximum: promiseSecondsMax }));
const PromiseCheck = Type.Union([
  strict({ tcp: Template, secondsMax: promiseSeconds }),
  strict({ http: Template, secondsMax: promiseSeconds }),
  /** A program that ends with code 0 when all is well. */
  strict({ run: Argv, secondsMax: promiseSeconds }),
]);

export const SoftwareTypeDescription = strict({
  parameters: Type.Optional(named(Name, Parameter)),
  ports: Type.Optional(Type.Array(Name, { maxItems: namesMax })),
  secrets: Type.Optional(Type.Array(Name, { maxItems: namesMax })),
  requests: Type.Optional(Type.Array(Request, { maxItems: namesMax })),
  directories: Type.Optional(Type.Array(RelativePath, { maxItems: namesMax })),
  templates: Type.Optional(Type.Array(FileTemplate, { maxItems: namesMax })),
  prepare: Type.Optional(Type.Array(Step, { maxItems: namesMax })),
  services: Type.Optional(Type.Array(Service, { maxItems: namesMax })),
  promises: Type.Optional(Type.Array(PromiseCheck, { maxItems: namesMax })),
  connection: Type.Optional(named(Name, Template)),
  usage: Type.Optional(Type.Array(UsageResourceId)),
});
export type SoftwareTypeDescription = Static<typeof SoftwareTypeDescription>;

export const Release = strict({
  format: Type.Literal(1),
  name: Name,
  version: Name,
  driver: Type.Optional(Name),
  /** Its programs refuse to run as root. */
  unprivileged: Type.Optional(Type.Boolean()),
  files: named(RelativePath, Type.String({ pattern: "^[0-9a-f]{64}$" })),
  tools: Type.Optional(Type.Array(Name, { maxItems: namesMax })),
  packages: Type.Optional(
    named(Type.String({ pattern: "^(@[a-z0-9._-]+/)?[a-z0-9][a-z0-9._-]*$" }), Name),
  ),
  install: Type.Optional(Type.Array(Step, { maxItems: namesMax })),
  types: named(Name, SoftwareTypeDescription),
});
export type Release = Static<typeof Release>;

/** Logs that steps and promises write into; a service is known by its log. */
const logsOfTheAgent = ["prepare", "promise"];

/** Places named in the message of a description that does not fit; the first ones tell enough. */
const errorsShownMax = 5;

/** Reads a description. Throws with every place (up to five) that departs from the format. */
export function parseRelease(text: string): Release {
  const value = parseJson(text);
  if (!Value.Check(Release, value))
    throw new Error(`the description does not fit: ${errors(value)}`);
  for (const [name, type] of Object.entries(value.types)) checkType(name, type, value);
  return value;
}

/** The description of one of the release's types. Throws with the types that there are. */
export function typeOf(release: Release, softwareType: string): SoftwareTypeDescription {
  const type = release.types[softwareType];
  if (type !== undefined && Object.hasOwn(release.types, softwareType)) return type;
  const known = Object.keys(release.types).join(", ");
  throw new Error(`${release.name} has no type ${softwareType}; it has ${known}`);
}

function checkType(name: string, type: SoftwareTypeDescription, release: Release): void {
  for (const { from } of type.templates ?? [])
    if (!Object.hasOwn(release.files, from))
      throw new Error(`type ${name}: the template ${from} is not one of the files`);
  for (const [parameter, { pattern }] of Object.entries(type.parameters ?? {}))
    if (pattern !== undefined && !isPattern(pattern))
      throw new Error(`type ${name}: the pattern of ${parameter} is no regular expression`);
  const own = (type.services ?? []).find((service) => logsOfTheAgent.includes(service.name));
  if (own !== undefined)
    throw new Error(`type ${name}: a service ${own.name} would share the log of the agent's own`);
  unique(
    `type ${name}: services`,
    (type.services ?? []).map((service) => service.name),
  );
  unique(
    `type ${name}: requests`,
    (type.requests ?? []).map((request) => request.title),
  );
}

function unique(what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${what}: ${twice} stands there twice`);
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    // The caller says which pattern it is.
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`the description is not JSON: ${String(cause)}`, { cause });
  }
}

function errors(value: unknown): string {
  const lines = [...Value.Errors(Release, value)].map(
    ({ instancePath, message, params }) =>
      `${instancePath === "" ? "/" : instancePath} ${message}${extra(params)}`,
  );
  return [...new Set(lines)].slice(0, errorsShownMax).join("; ");
}

function extra(params: object): string {
  return "additionalProperties" in params ? ` (${String(params.additionalProperties)})` : "";
}

function strict<P extends TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

function named<V extends TSchema>(name: ReturnType<typeof Type.String>, value: V) {
  return Type.Record(name, value, { additionalProperties: false, maxProperties: entriesMax });
}
