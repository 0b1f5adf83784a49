/** Checks a request against its published schema: nothing is coerced, dropped or filled in. */
import type { RequestProblemCode } from "@partita/schemas";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { DeniedRequest } from "#api/denied-request.ts";
import { explainMismatch } from "#api/explain-mismatch.ts";
import { errorsMax } from "#api/limits.ts";
import { type Mismatch, unstorable } from "#api/unstorable.ts";

/** A check as fastify's validator compiler wants it. */
export type Check = (data: unknown) => { readonly error?: DeniedRequest };

/** How a place is written, by the part of the request that it is in. */
const writtenPath: Readonly<Record<string, (path: string) => string>> = {
  querystring: (path) => path.replace("/", "?"),
  params: (path) => path.replace("/", ":"),
};

/** The only header that a schema speaks of is the idempotency key. */
const codes: Readonly<Record<string, RequestProblemCode>> = {
  headers: "idempotency-key-malformed",
};

export function checkSchema(schema: TSchema, httpPart = "body"): Check {
  const validator = Compile(schema);
  const written = writtenPath[httpPart] ?? ((path: string) => path);
  return (data) => {
    const found = mismatches(validator, schema, data);
    if (found.length === 0) return {};
    const errors = found.map(({ path, message }) => ({ path: written(path), message }));
    const detail = errors.map(({ path, message }) => `${path || "the body"} ${message}`).join("; ");
    return { error: new DeniedRequest(codes[httpPart] ?? "schema-mismatch", { detail, errors }) };
  };
}

function mismatches(
  validator: ReturnType<typeof Compile>,
  schema: TSchema,
  data: unknown,
): readonly Mismatch[] {
  const kept = unstorable(data);
  if (kept !== undefined) return [kept];
  if (validator.Check(data)) return [];
  const errors = validator.Errors(data).flatMap((error) => explainMismatch(schema, data, error));
  return firstOfEach(errors).slice(0, errorsMax);
}

/** A text that is empty matches no pattern either: to be told the first of it is enough. */
function firstOfEach(errors: readonly Mismatch[]): readonly Mismatch[] {
  return [...new Map(errors.toReversed().map((error) => [error.path, error])).values()].reverse();
}
