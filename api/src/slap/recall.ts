/** Answers that were given before: sent again while they are good, and kept when they are new. */
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
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
  found: Recalled,
): FastifyReply {
  recalled.add(request);
  const { status, headers, body } = answerAgain(request.headers, found);
  return reply.code(status).headers(headers).send(body);
}

/** The same before there is a request that was routed. */
export function writeRecalled(
  asked: IncomingHttpHeaders,
  response: ServerResponse,
  found: Recalled,
): void {
  const { status, headers, body } = answerAgain(asked, found);
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, "content-length": body.length }).end(body);
}

type Again = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: whoever asks has it already. */
  readonly body: Buffer | undefined;
};

function answerAgain(
  { "accept-encoding": accepted, "if-none-match": known }: IncomingHttpHeaders,
  { status, headers, packed: packedOf, whole }: Recalled,
): Again {
  const { etag } = headers;
  const packed = takesPacked.test(`${accepted ?? ""}`) ? packedOf() : undefined;
  if (packed === undefined)
    return isKnown(etag, known)
      ? { status: 304, headers, body: undefined }
      : { status, headers, body: whole() };
  const vary = [headers.vary, "Accept-Encoding"].filter(Boolean).join(", ");
  const packedTag = etag?.replace(/"$/, '.gz"');
  const tagged = { ...headers, vary, ...(packedTag !== undefined && { etag: packedTag }) };
  return isKnown(packedTag, known)
    ? { status: 304, headers: tagged, body: undefined }
    : { status, headers: { ...tagged, "content-encoding": "gzip" }, body: packed };
}

/** Whether a client has what carries this tag already. */
export function isKnown(etag: string | undefined, ifNoneMatch: string | undefined): boolean {
  return etag !== undefined && isNamed(etag, ifNoneMatch);
}
