/** A denial as an error: fastify's parsers and validators know no other way to end a request. */
import { jsonBytesMax, tioxmlBytesMax } from "#api/limits.ts";
import { type Denial, deny } from "#api/problems.ts";

export class DeniedRequest extends Error {
  override readonly name = "DeniedRequest";
  readonly denial: Denial;
  constructor(...[code, found]: Parameters<typeof deny>) {
    const denial = deny(code, found);
    super(denial.problem.title);
    this.denial = denial;
  }
}

const bodiesMax = `JSON has at most ${jsonBytesMax} bytes, TioXML ${tioxmlBytesMax}`;

/** What fastify itself finds wrong, by the codes of its own errors. */
const fastifyProblems: Readonly<Record<string, Parameters<typeof deny>>> = {
  FST_ERR_BAD_URL: ["malformed-request", { detail: "the address is not one" }],
  FST_ERR_MAX_PARAM_LENGTH: ["malformed-request", { detail: "a name in the path is too long" }],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["malformed-request", { detail: "Content-Length is wrong" }],
  FST_ERR_CTP_BODY_TOO_LARGE: ["body-too-large", { detail: bodiesMax }],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["unsupported-media-type"],
  FST_ERR_HANDLER_TIMEOUT: ["overloaded"],
};

/** What was thrown to end a request, as the denial that it is; undefined: something went wrong. */
export function denialThrown(error: Error & { readonly code?: string }): Denial | undefined {
  if (error instanceof DeniedRequest) return error.denial;
  const known = fastifyProblems[error.code ?? ""];
  return known && deny(...known);
}
