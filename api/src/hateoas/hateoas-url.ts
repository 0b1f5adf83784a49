/** Where the HATEOAS API is for whoever sent a request: on the host that it asked for. */
import type { FastifyRequest } from "fastify";

export const hateoasPath = "/hateoas";

export function hateoasUrl({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}${hateoasPath}`;
}
