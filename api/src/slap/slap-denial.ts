/** Denials as SLAP clients can read them, who look at nothing but the status: a line of text. */
import type { Denial, ProblemCode } from "#api/problems.ts";
import { type SlapAnswer, textAnswer } from "#api/slap/slap-answer.ts";

/**
 * What SlapOS answers with 404: the client knows it as "not found". Everything else that is not
 * 200 or 408 is to slapgrid a Master that is away: it starts what stands, and ends its run.
 */
const notFound: ReadonlySet<string> = new Set<ProblemCode>([
  "requester-unknown",
  "request-cycle",
  "software-not-supplied",
  "destroy-not-requested",
  "certificate-active",
  "no-such-certificate",
]);

export function slapStatus({ problem: { code, status } }: Denial): number {
  if (notFound.has(code)) return 404;
  // To the client 408 says that an instance is not ready, which it is then asked for for ever.
  if (status === 408) return 400;
  return status === 422 || status === 412 ? 409 : status;
}

export function denialAnswer(denial: Denial): SlapAnswer {
  const { code, title, detail, status } = denial.problem;
  const line = detail === undefined ? title : `${title} (${detail})`;
  const wait = status === 503 ? { "retry-after": "1" } : {};
  return { ...textAnswer(`${code}: ${line}\n`, wait), status: slapStatus(denial) };
}
