/**
 * Named texts that travel with an instance: what its requester sets, and the connection it
 * publishes.
 */
import type { Static } from "typebox";
import { Type } from "typebox";

export const parametersMax = 500;
export const parameterNameCharactersMax = 200;
/**
 * A parameter is a setting, not a file; but SlapOS software puts all its settings into one, as JSON
 * under the name `_`.
 */
export const parameterCharactersMax = 262_144;

const Named = Type.Record(
  Type.String({ pattern: `^[^\\u0000-\\u001f]{1,${parameterNameCharactersMax}}$` }),
  Type.String({ maxLength: parameterCharactersMax, pattern: "^[^\\u0000]*$" }),
  { maxProperties: parametersMax, additionalProperties: false },
);

/** Names are never empty; an empty value is a value. */
export const Parameters = Named;
export type Parameters = Static<typeof Named>;
/** Connection parameters, once published, are what other instances fill into their templates. */
export const Connection = Named;
