/**
 * Serves the portal: pages made of the Master's answers to whoever holds a token, and no state of
 * its own.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, client, MasterRefusal } from "@partita/schemas";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type Failure, failureOf, notFound } from "./failure.ts";
import { layout } from "./layout.ts";
import type { Page, Shown } from "./page.ts";
import { pages } from "./pages/registry.ts";
import { isToken, signedIn, signedOut, tokenOf } from "./session.ts";
import { signInForm } from "./sign-in.ts";

/** The only body anybody sends here is a form with one token. */
const bodyBytesMax = 4096;

const stylesheet = readFileSync(join(import.meta.dirname, "stylesheet.css"), "utf8");

// Nothing but our own stylesheet and forms: a script that got into a page would still not run.
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const headers = {
  "content-security-policy": policy.join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
} as const;

export type PortalOptions = {
  readonly masterUrl: string;
  /** How requests travel to a Master whose roots are not public ones. */
  readonly fetch?: typeof fetch;
  /** In PEM; absent: plain HTTP, for loopback or behind a proxy. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Hears of what went wrong in the portal itself. */
  readonly onFault?: (fault: unknown) => void;
};

/** Listens nowhere yet: the caller chooses the port, and closes it. */
export function buildPortal(options: PortalOptions): FastifyInstance {
  const { onFault = warn } = options;
  const portal = serverFor(options);
  portal.addHook("onSend", async (_, reply) => void reply.headers(headers));
  portal.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_, body, done) => done(null, new URLSearchParams(String(body))),
  );
  portal.setNotFoundHandler((request, reply) => {
    const { status, ...shown } = notFound();
    return send(reply.status(status), shown, isSignedIn(request));
  });
  portal.setErrorHandler((error, request, reply) => {
    const failure = failureOf(error);
    if (failure.status === 500) onFault(error);
    return answerFailure(error, failure, request, reply);
  });
  portal.get("/stylesheet.css", (_, reply) =>
    reply.type("text/css; charset=utf-8").send(stylesheet),
  );
  addSignIn(portal, options);
  for (const page of pages) addPage(portal, page, options);
  return portal;
}

function serverFor({ tls }: PortalOptions): FastifyInstance {
  if (tls === undefined) return fastify({ bodyLimit: bodyBytesMax });
  const { key, cert } = tls;
  const https = { key, cert, minVersion: "TLSv1.2" } as const;
  // Pages are the same whatever server carries them; the type repeats the server everywhere.
  return fastify({ bodyLimit: bodyBytesMax, https }) as unknown as FastifyInstance;
}

/** The Master as the owner of a token sees it. */
function masterFor({ masterUrl: url, fetch: travel }: PortalOptions, token: string): Client {
  return client({ url, token, ...(travel !== undefined && { fetch: travel }) });
}

function addPage(portal: FastifyInstance, { path, show }: Page, options: PortalOptions): void {
  portal.get(path, async (request, reply) => {
    const token = tokenOf(request.headers.cookie);
    if (token === undefined) return reply.redirect("/sign-in", 303);
    const visit = {
      master: masterFor(options, token),
      path: textsOf(request.params),
      query: textsOf(request.query),
    };
    return send(reply, await show(visit), true);
  });
}

function addSignIn(portal: FastifyInstance, options: PortalOptions): void {
  portal.get("/sign-in", (_, reply) => send(reply, signInForm(), false));
  portal.post("/sign-in", async (request, reply) => {
    if (!isFromHere(request)) return reply.redirect("/sign-in", 303);
    const given = request.body instanceof URLSearchParams ? request.body.get("token") : null;
    const token = given?.trim() ?? "";
    if (!isToken(token) || !(await isKnown(options, token))) {
      const complaint = "The Master does not know this token.";
      return send(reply.status(401), signInForm(complaint), false);
    }
    return reply.header("set-cookie", signedIn(token, isSecure(request))).redirect("/", 303);
  });
  portal.post("/sign-out", (request, reply) =>
    reply.header("set-cookie", signedOut(isSecure(request))).redirect("/sign-in", 303),
  );
}

/** Whether the Master would listen to this token at all; other refusals come with the pages. */
async function isKnown(options: PortalOptions, token: string): Promise<boolean> {
  try {
    await masterFor(options, token).ask("instances", {});
    return true;
  } catch (error) {
    if (error instanceof MasterRefusal) return error.problem.code !== "unauthenticated";
    throw error;
  }
}

/** A form on another site must not sign a visitor in as somebody else. */
function isFromHere({ headers: { origin, host } }: FastifyRequest): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === "https";
}

function isSignedIn(request: FastifyRequest): boolean {
  return tokenOf(request.headers.cookie) !== undefined;
}

function answerFailure(
  error: unknown,
  { status, ...shown }: Failure,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const refused = error instanceof MasterRefusal && error.problem.code === "unauthenticated";
  if (!refused) return send(reply.status(status), shown, isSignedIn(request));
  // A token that was taken back: the way on is to sign in again.
  return reply.header("set-cookie", signedOut(isSecure(request))).redirect("/sign-in", 303);
}

function warn(fault: unknown): void {
  process.emitWarning(fault instanceof Error ? fault : String(fault));
}

function send(reply: FastifyReply, shown: Shown, inside: boolean) {
  return reply.type("text/html; charset=utf-8").send(layout(shown, inside));
}

function textsOf(values: unknown): Record<string, string> {
  const entries = typeof values === "object" && values !== null ? Object.entries(values) : [];
  return Object.fromEntries(entries.filter(([, value]) => typeof value === "string"));
}
