/** Where the HATEOAS API is for whoever sent a request: on the host that it asked for. */
import type { FastifyRequest } from "fastify";
import { DeniedRequest } from "#api/denied-request.ts";

export const hateoasPath = "/hateoas";

/** The client reaches the Master by the name that it called it by. Throws a DeniedRequest. */
export function hateoasUrl({ protocol, headers }: FastifyRequest): string {
  const host = headers.host ?? "";
  if (!/^[A-Za-z0-9.:[\]_-]{1,255}$/.test(host))
    throw new DeniedRequest("malformed-request", { detail: "Host is no name of this Master" });
  return `${protocol}://${host}${hateoasPath}`;
}
