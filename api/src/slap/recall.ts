/** Answers that were given before: sent again while they are good, and kept when they are new. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Identity } from "#api/identities.ts";
import { isNamed } from "#api/instances/entity-tag.ts";
import type { Ports } from "#api/ports.ts";
import { memoryKey, type Recalled } from "#api/remembered/slap-memory.ts";
import type { SlapAnswer } from "#api/slap/slap-answer.ts";

/** A question that has its place in memory. */
export type Question = {
  readonly recalled: Recalled | undefined;
  /** To be called before anything is read; keeps what was answered from what was read then. */
  readonly begin: () => Promise<(answer: SlapAnswer) => void>;
};

/** Undefined: this is nothing to remember, or there is no memory. */
export function questionOf(
  { memory, rows }: Ports,
  endpoint: string,
  asks: { readonly identity: Identity; readonly text: string },
): Question | undefined {
  const key = memory && memoryKey(endpoint, asks.identity, asks.text);
  if (memory === undefined || key === undefined) return undefined;
  return {
    recalled: memory.find(key),
    begin: async () => {
      const version = memory.changes.version();
      const position = await rows.read(async (reader) => reader.position);
      return ({ status = 200, body, headers = {}, on }) => {
        if (on === undefined) return;
        const kept = { status, headers, body: Buffer.from(body) };
        memory.keep(key, kept, { position, version, on });
      };
    },
  };
}

/** Requests that nothing was decided for: the log of the server has no line of them. */
const recalled = new WeakSet<FastifyRequest>();

export function isRecalled(request: FastifyRequest): boolean {
  return recalled.has(request);
}

const takesPacked = /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:$|[\s,]))/i;

export function sendRecalled(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, headers, packed, whole }: Recalled,
): FastifyReply {
  recalled.add(request);
  const accepted = `${request.headers["accept-encoding"] ?? ""}`;
  const { etag } = headers;
  const known = request.headers["if-none-match"];
  reply.code(status).headers(headers);
  if (packed === undefined || !takesPacked.test(accepted))
    return isKnown(etag, known) ? reply.code(304).send() : reply.send(whole());
  reply.header("vary", [headers.vary, "Accept-Encoding"].filter(Boolean).join(", "));
  const packedTag = etag === undefined ? undefined : etag.replace(/"$/, '.gz"');
  if (packedTag !== undefined) reply.header("etag", packedTag);
  if (isKnown(packedTag, known)) return reply.code(304).send();
  return reply.header("content-encoding", "gzip").send(packed);
}

/** Whether a client has what carries this tag already. */
export function isKnown(etag: string | undefined, ifNoneMatch: string | undefined): boolean {
  return etag !== undefined && isNamed(etag, ifNoneMatch);
}
