/** Answers over SLAP: a body, its type, and how long whoever has it may keep it. */
import type { ItemId } from "@partita/schemas";
import { marshal } from "@partita/schemas/slap/marshal.ts";
import type { SlapValue } from "@partita/schemas/slap/slap-value.ts";
import type { FastifyReply } from "fastify";

export type SlapAnswer = {
  /** Absent: 200. */
  readonly status?: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** All that it depends on: it is good until the log speaks of one. Absent: it is not kept. */
  readonly on?: readonly ItemId[];
};

const xmlType = "text/xml; charset=utf-8";
export const textType = "text/plain; charset=utf-8";

export function marshalledAnswer(
  value: SlapValue,
  headers: Readonly<Record<string, string>> = {},
): SlapAnswer {
  return { body: marshal(value), headers: { "content-type": xmlType, ...headers } };
}

export function textAnswer(
  body: string,
  headers: Readonly<Record<string, string>> = {},
): SlapAnswer {
  return { body, headers: { "content-type": textType, ...headers } };
}

/** What SlapOS says where there is nothing to say: clients look at nothing but the status. */
export const nothing: SlapAnswer = textAnswer("None");

/** Not ready: the client asks again later; why it waits is for whoever looks at the wire. */
export function notReady(why: string): SlapAnswer {
  return { ...textAnswer(why, { "cache-control": "private" }), status: 408 };
}

export function sendAnswer(reply: FastifyReply, { status = 200, body, headers = {} }: SlapAnswer) {
  return reply.code(status).headers(headers).send(body);
}
