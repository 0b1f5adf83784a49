/** How the JSON-RPC API says no: a status, a type for programs, a title for people. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Denial, isProblemCode, type ProblemCode } from "#api/problems.ts";

/** The types that SlapOS lists; all of these come with 403, "not found" among them. */
export type ListedType =
  | "SOFTWARE-INSTANCE-NOT-FOUND"
  | "SOFTWARE-INSTALLATION-NOT-FOUND"
  | "COMPUTE-NODE-NOT-FOUND"
  | "INSTANCE-TREE-NOT-FOUND"
  | "HOST-INSTANCE-NOT-FOUND"
  | "OBJECT-NODE-NOT-FOUND"
  | "SOFTWARE-INSTALLATION-DESTROY-NOT-REQUESTED"
  | "SOFTWARE-INSTALLATION-WRONG-REPORTED-STATE"
  | "SOFTWARE-INSTANCE-WRONG-REPORTED-STATE"
  | "SUPPLY-FAILED"
  | "HATEOAS-URL-NOT-FOUND";

export type JsonDenial = {
  readonly denial: { readonly status: number; readonly type: string; readonly title: string };
};

export function denyListed(type: ListedType, title: string): JsonDenial {
  return { denial: { status: 403, type, title } };
}

export function denyJson(status: number, type: string, title: string): JsonDenial {
  return { denial: { status, type, title } };
}

/** Which listed type stands for a problem, by the kind of thing that a method is about. */
export type Absences = { readonly [Code in ProblemCode]?: ListedType };

/**
 * A problem of ours in the form of this API. What is not there, or not for this caller's eyes, is
 * a 403 of a listed type and never a 404; what is not listed keeps its status, and is its own type.
 */
export function jsonDenialOf({ problem }: Denial, absences: Absences): JsonDenial {
  const { code, status, title, detail } = problem;
  const says = detail === undefined ? title : `${title} (${detail})`;
  const listed = isProblemCode(code) ? absences[code] : undefined;
  if (listed !== undefined) return denyListed(listed, says);
  if (status === 404) return denyListed("OBJECT-NODE-NOT-FOUND", says);
  return denyJson(status, code.toUpperCase(), says);
}

export function answerJsonDenial(
  request: FastifyRequest,
  reply: FastifyReply,
  { denial }: JsonDenial,
): FastifyReply {
  const { status, type } = denial;
  const line = { method: request.method, url: request.url, status, code: type };
  if (status < 500) request.log.info({ ...line, detail: denial.title }, "refused");
  else request.log.warn(line, "not now");
  return reply.code(status).type("application/json").send(denial);
}
