/** Answers that were given before: sent again while they are good, and kept when they are new. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Identity } from "#api/identities.ts";
import { isNamed } from "#api/instances/entity-tag.ts";
import type { Ports } from "#api/ports.ts";
import { notedRows } from "#api/remembered/noted-rows.ts";
import { memoryKey, type Recalled } from "#api/remembered/slap-memory.ts";
import type { SlapAnswer } from "#api/slap/slap-answer.ts";

/** A question that has its place in memory. */
export type Question = {
  readonly recalled: Recalled | undefined;
  /** To be called before anything is read. */
  readonly begin: () => Begun;
};

export type Begun = {
  /** What the answer is made from: what is read through them is noted. */
  readonly ports: Ports;
  /** Keeps what was answered, if it says what it stands on. */
  readonly keep: (answer: SlapAnswer) => void;
};

/** Undefined: this is nothing to remember, or there is no memory. */
export function questionOf(
  ports: Ports,
  endpoint: string,
  asks: { readonly identity: Identity; readonly text: string },
): Question | undefined {
  const { memory } = ports;
  const key = memory && memoryKey(endpoint, asks.identity, asks.text);
  if (memory === undefined || key === undefined) return undefined;
  return {
    recalled: memory.find(key),
    begin: () => {
      const version = memory.changes.version();
      const { rows, lowest } = notedRows(ports.rows);
      const keep = ({ status = 200, body, headers = {}, on }: SlapAnswer) => {
        const position = lowest();
        if (on === undefined || position === undefined) return;
        const kept = { status, headers, body: Buffer.from(body) };
        memory.keep(key, kept, { position, version, on });
      };
      return { ports: { ...ports, rows }, keep };
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
