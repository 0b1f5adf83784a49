/** The 24 methods of the JSON-RPC API v0, by name; a new one is a line here. */

import type { SlapEndpoint } from "#api/may-slap.ts";
import { certificateMethods } from "#api/slap-json/certificate-methods.ts";
import { computerMethods } from "#api/slap-json/computer-methods.ts";
import { hateoasMethods } from "#api/slap-json/hateoas-methods.ts";
import { installationMethods } from "#api/slap-json/installation-methods.ts";
import { instanceMethods } from "#api/slap-json/instance-methods.ts";
import type { JsonMethod } from "#api/slap-json/json-method.ts";
import { listMethods } from "#api/slap-json/list-methods.ts";
import { reportMethods } from "#api/slap-json/report-methods.ts";

export const jsonMethods = {
  ...instanceMethods,
  ...listMethods,
  ...reportMethods,
  ...computerMethods,
  ...installationMethods,
  ...certificateMethods,
  ...hateoasMethods,
} as const satisfies Readonly<Record<string, JsonMethod>>;

export type JsonMethodName = keyof typeof jsonMethods;

/** A name that the table of who may call what does not have does not compile. */
export const jsonMethodNames = Object.keys(jsonMethods).filter(
  (name): name is JsonMethodName & SlapEndpoint => Object.hasOwn(jsonMethods, name),
);
