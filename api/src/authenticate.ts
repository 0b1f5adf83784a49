/** Finds out who sends a request before anything of its body is read. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import { denyCertificate, shownCertificate } from "#api/client-certificate.ts";
import { type Ended, type Identities, type Identity, tokenHashOf } from "#api/identities.ts";
import { type Denial, deny } from "#api/problems.ts";

/** Writes a denial to the reply, in the form of the protocol that was spoken. */
export type AnswerDenial = (
  request: FastifyRequest,
  reply: FastifyReply,
  denial: Denial,
) => FastifyReply;

export type Authentication = {
  /** Lets a request through whose sender is known, by a certificate or by a token. */
  readonly hook: onRequestHookHandler;
  /** The same for a protocol that says no in a form of its own. */
  readonly hookWith: (answer: AnswerDenial) => onRequestHookHandler;
  /** Who sent a request that a hook let through. */
  readonly identityOf: (request: FastifyRequest) => Identity;
  /** Who sends a request, where strangers are answered too. */
  readonly identify: (request: FastifyRequest) => Promise<Identity | Denial>;
  /** Whoever was let in a moment ago by what it shows again; undefined: it has to be asked. */
  readonly recall: (request: IncomingMessage) => Identity | undefined;
};

const bearer = /^Bearer +([\x21-\x7e]+) *$/i;

export function authentication(identities: Identities): Authentication {
  const known = new WeakMap<FastifyRequest, Identity>();
  const identify = (request: FastifyRequest) => identified(identities, request);
  const hookWith = (answer: AnswerDenial): onRequestHookHandler => {
    return (request, reply, goOn) => {
      const judge = (identity: Identity | Denial) => {
        if ("problem" in identity) return void answer(request, reply, identity);
        known.set(request, identity);
        return goOn();
      };
      // Whoever is known by now goes on at once: measured, a promise costs more than to recall it.
      const identity = recalled(identities, request.raw);
      if (identity === undefined) identify(request).then(judge, goOn);
      else judge(identity);
    };
  };
  return {
    hook: hookWith(answerDenial),
    hookWith,
    identityOf: (request) => {
      const identity = known.get(request);
      if (identity === undefined) throw new Error(`${request.url} lets everybody in unasked`);
      return identity;
    },
    identify,
    recall: (request) => recalled(identities, request),
  };
}

/** Not where both are shown: that is seldom, and has to be judged. */
function recalled(
  identities: Identities,
  { socket, headers: { authorization } }: IncomingMessage,
): Identity | undefined {
  const shown = shownCertificate(socket);
  if (shown === undefined) {
    const tokenHash = authorization && tokenHashOn(socket, authorization);
    return tokenHash ? identities.recall({ tokenHash }) : undefined;
  }
  if ("error" in shown || authorization !== undefined) return undefined;
  return identities.recall({ certificate: shown.serial });
}

/**
 * The token that a connection showed last, while it is open: its requests carry it anyway, and to
 * read it and make its hash costs as much as to recall whose it is.
 */
const lastShown = new WeakMap<Socket, { readonly authorization: string; readonly hash: string }>();

function tokenHashOn(socket: Socket, authorization: string): string | undefined {
  const last = lastShown.get(socket);
  if (last?.authorization === authorization) return last.hash;
  const token = tokenIn(authorization);
  if (token === undefined) return undefined;
  const hash = tokenHashOf(token);
  lastShown.set(socket, { authorization, hash });
  return hash;
}

async function identified(
  identities: Identities,
  { raw, headers }: FastifyRequest,
): Promise<Identity | Denial> {
  const shown = shownCertificate(raw.socket);
  const { authorization } = headers;
  if (shown === undefined) return byToken(identities, authorization);
  if ("error" in shown) return denyCertificate(shown.error);
  const found = await identities.ofCertificate(shown.serial);
  const { serial } = shown;
  if (found === undefined) return denyCertificate("it is none that this Master issued", { serial });
  if (typeof found === "string") return denyCertificate(ended[found], { serial });
  if (authorization === undefined) return found;
  const beside = await byToken(identities, authorization);
  return "problem" in beside ? beside : both(found, beside);
}

const ended: { readonly [E in Ended]: string } = {
  revoked: "it was revoked",
  expired: "it has expired; enrol anew",
};

async function byToken(
  identities: Identities,
  authorization: string | undefined,
): Promise<Identity | Denial> {
  if (authorization === undefined) return deny("unauthenticated");
  const token = tokenIn(authorization);
  if (token === undefined) return deny("unauthenticated", { detail: "it is not a Bearer token" });
  const found = await identities.ofToken(token);
  if (found === undefined) return deny("unauthenticated", { detail: "nobody has this token" });
  if (found === "revoked") return deny("unauthenticated", { detail: "this token was revoked" });
  if (found === "expired") return deny("unauthenticated", { detail: "this token has expired" });
  return found;
}

function tokenIn(authorization: string): string | undefined {
  return bearer.exec(authorization)?.[1];
}

/** The certificate decides who it is; a token beside it can only take away. */
function both(certified: Identity, { actor, role, scopes }: Identity): Identity | Denial {
  if (actor !== certified.actor || role !== certified.role)
    return deny("unauthenticated", {
      detail: "the certificate and the token are of different identities; show one of them",
      facts: { certificate: certified.actor, token: actor },
    });
  return { ...certified, ...(scopes !== undefined && { scopes }) };
}
