/** One method of the JSON-RPC API: what it takes, what it answers, and how; a line of a table. */
import type { FastifyRequest } from "fastify";
import type { Static, TSchema } from "typebox";
import type { Identity } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import type { Absences, JsonDenial } from "#api/slap-json/json-denial.ts";

/** A call whose sender is known and whose input was checked against the method's schema. */
export type Called<Input> = {
  readonly ports: Ports;
  readonly identity: Identity;
  readonly input: Input;
  readonly request: FastifyRequest;
};

/** As the reaches of the authorisation name it. */
export type Subject = { readonly computer?: string; readonly instance?: string };

type Answer<Output> = Output | JsonDenial;

export type JsonMethod = {
  readonly input: TSchema;
  readonly output: TSchema;
  /** What it means here that something is not there. */
  readonly absences: Absences;
  /** What it is about, for who may call it; absent: what it names as computer and instance. */
  readonly about?: (called: Called<never>) => Promise<Subject>;
  readonly answer: (called: Called<never>) => Promise<Answer<object>>;
};

/** Ties the types of a method's input and output to its schemas. */
export function jsonMethod<Input extends TSchema, Output extends TSchema>(method: {
  readonly input: Input;
  readonly output: Output;
  readonly absences: Absences;
  readonly about?: (called: Called<Static<Input>>) => Promise<Subject>;
  readonly answer: (called: Called<Static<Input>>) => Promise<Answer<Static<Output> & object>>;
}): JsonMethod {
  return method;
}

export const instanceAbsences: Absences = {
  "no-such-instance": "SOFTWARE-INSTANCE-NOT-FOUND",
  "not-yours": "SOFTWARE-INSTANCE-NOT-FOUND",
  "requester-unknown": "SOFTWARE-INSTANCE-NOT-FOUND",
};

export const computerAbsences: Absences = {
  "no-such-computer": "COMPUTE-NODE-NOT-FOUND",
  "not-yours": "COMPUTE-NODE-NOT-FOUND",
};
