/**
 * Named texts that travel with an instance: what its requester sets, and the connection it
 * publishes.
 */
import type { Static } from "typebox";
import { Type } from "typebox";

export const parametersMax = 100;
export const parameterNameCharactersMax = 100;
/**
 * A parameter is a setting, not a file: larger things belong in the software release or behind a
 * URL.
 */
export const parameterCharactersMax = 65_536;

const Named = Type.Record(
  Type.String({ pattern: `^[^\\u0000-\\u001f]{1,${parameterNameCharactersMax}}$` }),
  Type.String({ minLength: 1, maxLength: parameterCharactersMax, pattern: "^[^\\u0000]*$" }),
  { maxProperties: parametersMax, additionalProperties: false },
);

/** Names and values are never empty: leave a parameter out rather than sending nothing. */
export const Parameters = Named;
export type Parameters = Static<typeof Named>;
/** Connection parameters, once published, are what other instances fill into their templates. */
export const Connection = Named;
