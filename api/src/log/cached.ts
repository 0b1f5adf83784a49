/** Sends an answer that caches may keep: with the hash of its content, and 304 to who has it. */
import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

export type Kept = {
  readonly content: string | Buffer;
  readonly type: string;
  /** What Cache-Control says. */
  readonly keep: string;
};

/** What never changes: a year is as long as the standard knows. */
export const forever = "public, max-age=31536000, immutable";

export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, type, keep }: Kept,
): FastifyReply {
  const tag = `"${hash("sha256", content, "base64url")}"`;
  reply.headers({ "cache-control": keep, etag: tag, "x-content-type-options": "nosniff" });
  const known = request.headers["if-none-match"]?.split(",").map((one) => one.trim());
  if (known?.some((one) => one === "*" || one.replace(/^W\//, "") === tag))
    return reply.code(304).send();
  return reply.type(type).send(content);
}
