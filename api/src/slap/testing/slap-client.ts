/** A client that reads answers as `slapos.slap` does: by their status, and by the marshaller. */
import { marshal } from "@partita/schemas/slap/marshal.ts";
import type { SlapDictionary, SlapObject, SlapValue } from "@partita/schemas/slap/slap-value.ts";
import { unmarshal } from "@partita/schemas/slap/unmarshal.ts";
import { bearer, type Caller, type World } from "#api/testing/world.ts";

type Texts = Readonly<Record<string, string | SlapValue>>;

/** 404, 408, and every other status from 400 on: what the library's callers catch. */
export class NotFoundError extends Error {}
export class ResourceNotReady extends Error {}
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, body: string) {
    super(`${status}: ${body}`);
    this.status = status;
  }
}

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
};

export function slapClient(house: World, caller: Caller) {
  const send = async (method: "GET" | "POST", endpoint: string, fields: Texts, headers = {}) => {
    const form = formOf(fields);
    const sent = { ...bearer(caller), accept: "*/*", ...headers };
    const query = form === "" ? "" : `?${form}`;
    const reply = await house.app.inject(
      method === "GET"
        ? { url: `/slap/${endpoint}${query}`, headers: sent }
        : {
            method,
            url: `/slap/${endpoint}`,
            payload: form,
            headers: { "content-type": "application/x-www-form-urlencoded", ...sent },
          },
    );
    return { status: reply.statusCode, headers: reply.headers, body: reply.body };
  };
  const good = async (...sent: Parameters<typeof send>) => raised(await send(...sent));
  return {
    /** The answer as it is, whatever it is. */
    send,
    get: async (endpoint: string, fields: Texts = {}) =>
      loaded((await good("GET", endpoint, fields)).body),
    post: async (endpoint: string, fields: Texts = {}) =>
      (await good("POST", endpoint, fields)).body,
    load: async (endpoint: string, fields: Texts = {}) =>
      loaded((await good("POST", endpoint, fields)).body),
  };
}

/** As Python's `requests` writes a form; what is no text is marshalled, none is `None`. */
export function formOf(fields: Texts): string {
  const texts = Object.entries(fields).map(([name, value]) => [name, textOf(value)]);
  return new URLSearchParams(texts).toString();
}

function textOf(value: string | SlapValue): string {
  if (value === null) return "None";
  return typeof value === "string" ? value : marshal(value);
}

function raised(reply: Reply): Reply {
  if (reply.status === 404) throw new NotFoundError(reply.body);
  if (reply.status === 408) throw new ResourceNotReady(reply.body);
  if (reply.status >= 400) throw new HttpError(reply.status, reply.body);
  return reply;
}

export function loaded(body: string): SlapValue {
  const read = unmarshal(body);
  if ("fault" in read) throw new Error(`${read.fault} in ${body}`);
  return read.value;
}

/** The attributes of an object, as a client has them: by name. */
export function attributesOf(value: SlapValue | undefined): Readonly<Record<string, SlapValue>> {
  // A test that is wrong about this fails with the attribute that it looks for.
  const { attributes } = value as SlapObject;
  return namedIn(attributes);
}

export function namedIn(value: SlapValue | undefined): Readonly<Record<string, SlapValue>> {
  // The same.
  return Object.fromEntries([...(value as SlapDictionary)].map(([name, one]) => [`${name}`, one]));
}
