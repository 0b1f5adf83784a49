/** Answers 405 where an address exists but takes another method, and names those that it takes. */
import type { FastifyInstance, HTTPMethods } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import { deny } from "#api/problems.ts";

const methods: readonly HTTPMethods[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
];

/** Watches the routes from now on; what it answers is registered after the last of them. */
export function refuseOtherMethods(
  app: FastifyInstance,
): (scope: FastifyInstance) => Promise<void> {
  const taken = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const known = taken.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    taken.set(url, known);
  });
  return async (scope) => {
    // A snapshot, since the routes added here are watched as well.
    for (const [url, known] of [...taken]) refuseOn(scope, url, [...known]);
  };
}

function refuseOn(scope: FastifyInstance, url: string, allowed: readonly string[]): void {
  const others = methods.filter((method) => !allowed.includes(method));
  if (others.length === 0) return;
  scope.route({
    url,
    method: [...others],
    schema: { hide: true },
    // Before the body is read: whatever it is, it has no business here.
    onRequest: async (request, reply) => {
      const allow = allowed.join(", ");
      const denial = deny("method-not-allowed", { detail: `it takes ${allow}` });
      return answerDenial(request, reply.header("allow", allow), denial);
    },
    handler: () => undefined,
  });
}
