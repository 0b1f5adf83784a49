/** Speaks to a Master over HTTP, typed by the registries; agent, CLI and portal use only this. */
import type { Static } from "typebox";
import type { Acknowledgement } from "../acknowledgement.ts";
import type { commandKinds } from "../commands/registry.ts";
import { commandKinds as allCommands } from "../commands/registry.ts";
import type { Problem } from "../problem.ts";
import { queries } from "../queries/registry.ts";
import type { QueryAnswer, QueryName, QueryParameters } from "../query.ts";
import { isDistrust } from "./distrust.ts";

type Declared = (typeof commandKinds)[number];
/** Commands that may be sent over HTTP. */
export type SendableKind = Extract<Declared, { readonly send: object }>["kind"];
type DetailOf<K extends SendableKind> = Static<Extract<Declared, { kind: K }>["detail"]>;

/** The Master's "no", with its problem; thrown, since a client must not go on without noticing. */
export class MasterRefusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail === undefined ? problem.title : `${problem.title} ${problem.detail}`);
    this.name = "MasterRefusal";
    this.problem = problem;
  }
}

/** The Master could not be reached, or answered nothing that it should. */
export class MasterUnreachable extends Error {
  override readonly name = "MasterUnreachable";
}

/** A request that takes longer than this has lost its Master. */
export const requestMillisecondsMax = 30_000;

/** When a question is asked of; absent: now, with all that is known. */
export type AskedMoment = { readonly at?: string; readonly knownAt?: string };

export type Client = {
  /** `to` fills the path (`{ computer: "COMP-1" }`); the same `key` gives the first answer. */
  send<K extends SendableKind>(
    kind: K,
    sending: {
      readonly to?: Readonly<Record<string, string>>;
      readonly detail: DetailOf<K>;
      readonly key?: string;
    },
  ): Promise<Acknowledgement>;
  /** `after`: wait until the projections have reached this position, to read one's own writes. */
  ask<N extends QueryName>(
    name: N,
    parameters: QueryParameters<N>,
    after?: string,
    moment?: AskedMoment,
  ): Promise<QueryAnswer<N>>;
  reportUsage(computer: string, agent: string, tioxml: string): Promise<Acknowledgement>;
};

export type ClientOptions = {
  readonly url: string;
  readonly token?: string;
  /** How requests travel; a test may put a Master of the same process in their way. */
  readonly fetch?: typeof fetch;
};

export function client(options: ClientOptions): Client {
  return {
    send: (kind, { to = {}, detail, key }) => {
      const declared = allCommands.find((command) => command.kind === kind);
      if (declared === undefined || !("send" in declared))
        throw new Error(`${kind} cannot be sent over HTTP`);
      // Every detail is an object; the compiler cannot say so of a command that is not known yet.
      const asked = detail as object;
      const { path, used } = fill(declared.send.path, { ...to, ...textsOf(asked) });
      // What stands in the path is not repeated in the body.
      const body = Object.fromEntries(Object.entries(asked).filter(([name]) => !used.has(name)));
      return call<Acknowledgement>(options, path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...(key && { "idempotency-key": key }) },
      });
    },
    ask: (name, parameters, after, moment) => {
      const declared = queries.find((query) => query.name === name);
      if (declared === undefined) throw new Error(`no query ${name}`);
      const position = after === undefined ? {} : { position: after };
      const texts = textsOf({ ...parameters, ...position, ...moment });
      const { path, used } = fill(declared.path, texts);
      const search = new URLSearchParams(Object.entries(texts).filter(([key]) => !used.has(key)));
      return call(options, search.size > 0 ? `${path}?${search}` : path, { method: "GET" });
    },
    reportUsage: (computer, agent, tioxml) =>
      call<Acknowledgement>(
        options,
        `/v1/computers/${encodeURIComponent(computer)}/usage?agent=${encodeURIComponent(agent)}`,
        { method: "POST", body: tioxml, headers: { "content-type": "text/xml; charset=utf-8" } },
      ),
  };
}

function textsOf(detail: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(detail).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}

/** Fills `:name` in a path, and says which names it used. */
function fill(template: string, values: Readonly<Record<string, string>>) {
  const used = new Set<string>();
  const path = template.replace(/:([a-z]+)/g, (_, name: string) => {
    used.add(name);
    return encodeURIComponent(values[name] ?? "");
  });
  return { path, used };
}

/** Throws `MasterRefusal` and `MasterUnreachable`. */
export async function call<Answer>(
  { url, token, fetch: travel = fetch }: ClientOptions,
  path: string,
  init: RequestInit,
): Promise<Answer> {
  const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) };
  const signal = AbortSignal.timeout(requestMillisecondsMax);
  const reply = await travel(new URL(path, url), { ...init, headers, signal }).catch((cause) => {
    throw new MasterUnreachable(unreachedText(url, cause), { cause });
  });
  const text = await reply.text().catch((cause) => {
    throw new MasterUnreachable(`the answer from ${url} broke off`, { cause });
  });
  const body = parsed(text);
  // The API's answers are made from the same schemas; anything else is not a Master.
  if (reply.ok && body !== undefined) return body as Answer;
  if (isProblem(body)) throw new MasterRefusal(body);
  throw new MasterUnreachable(`what answers at ${url} is not a Master (HTTP ${reply.status})`);
}

/** Why nobody was reached, as far as the failure tells. */
export function unreachedText(url: string, cause: unknown): string {
  if (!isDistrust(cause)) return `no Master answers at ${url}`;
  return `what answers at ${url} shows a certificate that our roots do not vouch for`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller says that this is no Master.
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body;
}
