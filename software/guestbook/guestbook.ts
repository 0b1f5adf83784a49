/** A guestbook over HTTP: a page to read and write entries, and the same as JSON. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Entries } from "./entries.ts";
import { renderPage } from "./page.ts";

/** Two texts at their longest, in a form where each byte may take three. */
export const bodyBytesMax = 32_768;
export const authorCharactersMax = 100;
export const textCharactersMax = 2000;
/** Shown on the page and listed as JSON. */
export const entriesShownMax = 100;
const requestMillisecondsMax = 10_000;

export type Guestbook = { readonly greeting: string; readonly entries: Entries };

type Reply = {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
type Route = (book: Guestbook, request: IncomingMessage) => Promise<Reply>;

const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  "/": { GET: showPage },
  "/entries": { GET: listEntries, POST: addEntry },
  "/health": { GET: showHealth },
};

/** A request that cannot be served, and what to do about it. */
class Unservable extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function guestbookServer(book: Guestbook): Server {
  const server = createServer((request, response) => {
    reply(book, request).then((answer) => send(response, answer));
  });
  server.requestTimeout = requestMillisecondsMax;
  return server;
}

async function reply(book: Guestbook, request: IncomingMessage): Promise<Reply> {
  try {
    return await routeOf(request)(book, request);
  } catch (cause) {
    if (cause instanceof Unservable) return json(cause.status, { error: cause.message });
    process.stderr.write(`${request.method} ${request.url}: ${String(cause)}\n`);
    return json(503, { error: "The guestbook cannot be reached at the moment; try again later." });
  }
}

function routeOf({ url = "/", method = "GET" }: IncomingMessage): Route {
  const path = url.split("?", 1)[0] ?? "/";
  const found = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (found === undefined) throw new Unservable(404, "There is nothing at this address.");
  const route = Object.hasOwn(found, method) ? found[method] : undefined;
  if (route !== undefined) return route;
  throw new Unservable(405, `This address takes ${Object.keys(found).join(" or ")}.`);
}

async function showPage({ greeting, entries }: Guestbook): Promise<Reply> {
  const body = renderPage(greeting, await entries.newest(entriesShownMax));
  // Nothing on the page is loaded or run; should an escape ever be missing, nothing is still.
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; form-action 'self'",
  };
  return { status: 200, body, headers };
}

async function listEntries({ entries }: Guestbook): Promise<Reply> {
  return json(200, { entries: await entries.newest(entriesShownMax) });
}

async function addEntry({ entries }: Guestbook, request: IncomingMessage): Promise<Reply> {
  const form = request.headers["content-type"]?.split(";")[0]?.trim() ?? "";
  const fields = fieldsOf(form, await readBody(request));
  const author = checked("author", fields.author, authorCharactersMax);
  const text = checked("text", fields.text, textCharactersMax);
  const entry = await entries.add(author, text);
  if (form === "application/json") return json(201, { entry });
  return { status: 303, headers: { location: "/" } };
}

async function showHealth({ entries }: Guestbook): Promise<Reply> {
  await entries.check();
  return json(200, { status: "up" });
}

function fieldsOf(form: string, body: string): Readonly<Record<string, unknown>> {
  if (form === "application/x-www-form-urlencoded")
    return Object.fromEntries(new URLSearchParams(body));
  if (form !== "application/json") throw new Unservable(415, "Send a form or JSON.");
  const value = parsed(body);
  if (typeof value === "object" && value !== null) return { ...value };
  throw new Unservable(400, "The body is no JSON object.");
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Told by the caller, as for any other value that is no object.
    return undefined;
  }
}

function checked(name: string, value: unknown, charactersMax: number): string {
  const text = typeof value === "string" ? value.trim() : "";
  // PostgreSQL cannot store the character 0.
  if (text === "" || text.length > charactersMax || text.includes("\0"))
    throw new Unservable(400, `${name} must be a text of 1 to ${charactersMax} characters.`);
  return text;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > bodyBytesMax)
      throw new Unservable(413, `An entry takes at most ${bodyBytesMax} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function json(status: number, body: object): Reply {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return { status, headers, body: JSON.stringify(body) };
}

function send(response: ServerResponse, { status, body = "", headers = {} }: Reply): void {
  // After a body that was not read to its end the connection is of no more use.
  const close = status === 413 ? { connection: "close" } : {};
  response.writeHead(status, { "x-content-type-options": "nosniff", ...headers, ...close });
  response.end(body);
}
