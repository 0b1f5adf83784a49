/** Finds out who sends a request before anything of its body is read. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import type { Identities, Identity } from "#api/identities.ts";
import { deny } from "#api/problems.ts";

export type Authentication = {
  /** Lets a request with a known token through. */
  readonly hook: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** Who sent a request that the hook let through. */
  readonly identityOf: (request: FastifyRequest) => Identity;
};

const bearer = /^Bearer +([\x21-\x7e]+) *$/i;

function detailOf(authorization: string | undefined, token: string): { detail?: string } {
  if (authorization === undefined) return {};
  return { detail: token === "" ? "it is not a Bearer token" : "nobody has this token" };
}

export function authentication(identities: Identities): Authentication {
  const known = new WeakMap<FastifyRequest, Identity>();
  return {
    hook: async (request, reply) => {
      const { authorization } = request.headers;
      const [, token = ""] = bearer.exec(authorization ?? "") ?? [];
      const identity = identities.find(token);
      if (identity !== undefined) known.set(request, identity);
      else answerDenial(request, reply, deny("unauthenticated", detailOf(authorization, token)));
      return identity === undefined ? reply : undefined;
    },
    identityOf: (request) => {
      const identity = known.get(request);
      if (identity === undefined) throw new Error(`${request.url} lets everybody in unasked`);
      return identity;
    },
  };
}
