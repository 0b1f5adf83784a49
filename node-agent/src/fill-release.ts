/**
 * Fills every text of a software type for one partition: what will run there, with which files,
 * promising what.
 */
import { fillTemplate, type Names } from "#node-agent/fill-template.ts";
import {
  promiseSecondsDefault,
  type SoftwareTypeDescription,
  stepSecondsDefault,
  stopSecondsDefault,
} from "#node-agent/release.ts";

type PromiseDescription = NonNullable<SoftwareTypeDescription["promises"]>[number];
type Environment = Readonly<Record<string, string>>;

export type FilledService = {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stopSignal: "SIGTERM" | "SIGINT" | "SIGQUIT";
  readonly stopSecondsMax: number;
};

export type FilledPromise = { readonly secondsMax: number } & (
  | { readonly kind: "tcp"; readonly target: string }
  | { readonly kind: "http"; readonly target: string }
  | { readonly kind: "run"; readonly argv: readonly string[] }
);

export type FilledType = {
  readonly services: readonly FilledService[];
  readonly promises: readonly FilledPromise[];
  readonly connection: Environment;
};

export type FilledStep = {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly secondsMax: number;
};

export function fillType(type: SoftwareTypeDescription, names: Names): FilledType {
  return {
    services: (type.services ?? []).map((service) => ({
      name: service.name,
      argv: service.argv.map((text) => fillTemplate(text, names)),
      env: fillRecord(service.env, names),
      stopSignal: service.stopSignal ?? "SIGTERM",
      stopSecondsMax: service.stopSecondsMax ?? stopSecondsDefault,
    })),
    promises: (type.promises ?? []).map((promise) => fillPromise(promise, names)),
    connection: fillRecord(type.connection, names),
  };
}

function fillPromise(promise: PromiseDescription, names: Names): FilledPromise {
  const secondsMax = promise.secondsMax ?? promiseSecondsDefault;
  if ("tcp" in promise)
    return { kind: "tcp", target: fillTemplate(promise.tcp, names), secondsMax };
  if ("http" in promise)
    return { kind: "http", target: fillTemplate(promise.http, names), secondsMax };
  return { kind: "run", argv: promise.run.map((text) => fillTemplate(text, names)), secondsMax };
}

export function fillStep(
  step: {
    readonly argv: readonly string[];
    readonly env?: Environment;
    readonly secondsMax?: number;
  },
  names: Names,
): FilledStep {
  return {
    argv: step.argv.map((text) => fillTemplate(text, names)),
    env: fillRecord(step.env, names),
    secondsMax: step.secondsMax ?? stepSecondsDefault,
  };
}

export function fillRecord(record: Environment | undefined, names: Names): Environment {
  const entries = Object.entries(record ?? {});
  return Object.fromEntries(entries.map(([key, text]) => [key, fillTemplate(text, names)]));
}

/** Names under a common prefix: `parameter.greeting` from `greeting`. */
export function prefixed(prefix: string, values: Iterable<readonly [string, string]>) {
  return [...values].map(([name, value]) => [`${prefix}.${name}`, value] as const);
}
