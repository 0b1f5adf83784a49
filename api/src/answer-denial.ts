/** Writes a denial as an answer: problem details (RFC 9457), their headers, one line of log. */
import type { Problem } from "@partita/schemas";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { type DeniedRequest, denialThrown } from "#api/denied-request.ts";
import { denyFault } from "#api/deny-fault.ts";
import { retrySeconds } from "#api/limits.ts";
import { type Denial, deny, problemType } from "#api/problems.ts";

export function answerDenial(
  request: FastifyRequest,
  reply: FastifyReply,
  { problem }: Denial,
): FastifyReply {
  const { status, code, detail } = problem;
  const line = { method: request.method, url: request.url, status, code, detail };
  if (status < 500) request.log.info(line, "refused");
  else request.log.warn(line, "not now");
  return reply.code(status).headers(headersOf(problem)).type(problemType).send(problem);
}

/** What was thrown on the way: a denial of ours, one of fastify's, or a fault. */
export function answerError(
  error: FastifyError | DeniedRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const denial = denialThrown(error);
  if (denial !== undefined) return answerDenial(request, reply, denial);
  const passing = denyFault(error);
  if (passing !== undefined) return answerPassing(request, reply, { ...passing, cause: error });
  return answerFault(error, request, reply);
}

/** A server behind us is away, of which the log tells more; or the caller asked what it has not. */
function answerPassing(
  request: FastifyRequest,
  reply: FastifyReply,
  { problem, cause }: Denial & { readonly cause: Error },
): FastifyReply {
  if (problem.status >= 500)
    request.log.warn({ code: problem.code, err: cause }, "not now, because of this");
  return answerDenial(request, reply, { problem });
}

/** Nothing of the fault leaves the house but the id under which its log tells more. */
function answerFault(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { method, url, id } = request;
  const { problem } = deny("fault", { facts: { fault: id } });
  request.log.error(
    { method, url, status: problem.status, code: problem.code, err: error },
    "fault",
  );
  return reply.code(problem.status).type(problemType).send(problem);
}

function headersOf({ status, detail }: Problem): Record<string, string> {
  if (status === 401) return { "www-authenticate": challenge(detail) };
  if (status === 503 || status === 429) return { "retry-after": `${retrySeconds}` };
  return {};
}

/** RFC 6750: whoever sent a token learns that it is the token that is wrong. */
function challenge(detail: string | undefined): string {
  const realm = 'Bearer realm="partita"';
  return detail === undefined ? realm : `${realm}, error="invalid_token"`;
}
