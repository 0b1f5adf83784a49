/** The routes of the JSON-RPC API v0: a JSON object in, a JSON object out, checked both ways. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Authentication } from "#api/authenticate.ts";
import { denySlap } from "#api/authorise.ts";
import { checkSchema } from "#api/check-schema.ts";
import { type DeniedRequest, denialThrown } from "#api/denied-request.ts";
import { denyFault } from "#api/deny-fault.ts";
import type { Identity } from "#api/identities.ts";
import { jsonBytesMax, tioxmlBytesMax } from "#api/limits.ts";
import { maySlap } from "#api/may-slap.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";
import { textOf } from "#api/read-body.ts";
import {
  answerJsonDenial,
  denyJson,
  type JsonDenial,
  jsonDenialOf,
} from "#api/slap-json/json-denial.ts";
import type { Called, JsonMethod, Subject } from "#api/slap-json/json-method.ts";
import { type JsonMethodName, jsonMethodNames, jsonMethods } from "#api/slap-json/json-methods.ts";

/** A base URL of its own, as clients of the proxy have; and the Master's own place for it. */
const places = [
  "/slap",
  "/slap/portal_web_services/slapos_master_api",
  "/portal_web_services/slapos_master_api",
] as const;

/** A usage report is a text within JSON: each of its characters may be escaped to two. */
const bodyBytesMax = Math.max(jsonBytesMax, 2 * tioxmlBytesMax);

const unreadMethods = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export function routeJsonRpc(app: FastifyInstance, ports: Ports, checks: Authentication): void {
  takeObjects(app);
  app.setErrorHandler(answerFault);
  for (const place of places) {
    for (const name of jsonMethodNames) {
      const schema = { hide: true };
      const answer = answering(ports, { checks, name });
      app.post(`${place}/${name}`, { schema, ...knownFirst(checks, name) }, answer);
      app.route({
        method: [...unreadMethods],
        url: `${place}/${name}`,
        schema: { hide: true },
        onRequest: refuseMethod,
        handler: refuseMethod,
      });
    }
    // Whatever else is called as methods are; `/slap/` has neighbours that are called otherwise.
    app.all(`${place}/:method(^slapos\\..+$)`, { schema: { hide: true } }, refuseName);
  }
}

/** What is public does not depend on who asks. */
const nobody: Identity = { actor: "organisation:nobody", role: "auditor" };

/** Before anything of the body is read: strangers do not make the Master read megabytes. */
function knownFirst({ hookWith }: Authentication, name: JsonMethodName) {
  if (maySlap[name] === "public") return {};
  const { absences }: JsonMethod = jsonMethods[name];
  return {
    onRequest: hookWith((request, reply, denial) =>
      answerJsonDenial(request, reply, jsonDenialOf(denial, absences)),
    ),
  };
}

type Answering = { readonly checks: Authentication; readonly name: JsonMethodName };

function answering(ports: Ports, { checks, name }: Answering) {
  const method: JsonMethod = jsonMethods[name];
  const checkInput = checkSchema(method.input);
  const checkOutput = checkSchema(method.output);
  const isPublic = maySlap[name] === "public";
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const identity = isPublic ? nobody : checks.identityOf(request);
    const { error } = checkInput(request.body);
    if (error !== undefined) return answerJsonDenial(request, reply, unlikeSchema(error));
    // The input was checked against the schema that the answer's type was made from.
    const called = { ports, identity, input: request.body, request } as Called<never>;
    const denial = await denyCalling(called, name);
    const found =
      denial === undefined ? await method.answer(called) : jsonDenialOf(denial, method.absences);
    if (isDenial(found)) return answerJsonDenial(request, reply, found);
    const broken = checkOutput(found).error;
    if (broken !== undefined)
      throw new Error(`this answer is not of its own schema: ${broken.denial.problem.detail}`);
    return reply.header("cache-control", "no-store").type("application/json").send(found);
  };
}

/** By the row of the table; what is written by the call is judged by a row of its own, too. */
async function denyCalling(
  called: Called<never>,
  name: JsonMethodName,
): Promise<Denial | undefined> {
  const { ports, identity, input } = called;
  const { about = namedIn }: JsonMethod = jsonMethods[name];
  const to = await about(called);
  const access = /^slapos\.(get|allDocs)\./.test(name) ? "read" : "write";
  return denySlap(ports, name, { identity, to: { ...to }, detail: input, access });
}

async function namedIn({ input }: Called<Named>): Promise<Subject> {
  const { computer_guid: computer, instance_guid: instance } = input;
  return {
    ...(computer !== undefined && { computer }),
    ...(instance !== undefined && { instance }),
  };
}

type Named = { readonly computer_guid?: string; readonly instance_guid?: string };

function isDenial(answer: object): answer is JsonDenial {
  return "denial" in answer;
}

function unlikeSchema({ denial }: DeniedRequest): JsonDenial {
  return denyJson(400, "invalid-json-object-content", denial.problem.detail ?? "");
}

/** From here on, in this scope of the server, a body is a JSON object or refused. */
function takeObjects(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser("error", "error");
  const options = { parseAs: "buffer", bodyLimit: bodyBytesMax } as const;
  app.addContentTypeParser("application/json", options, (request, body: Buffer, done) => {
    const text = textOf(body);
    if (text === undefined) return done(new Refused(notJson("it is not UTF-8")));
    parse(request, text, (error, value) => {
      if (error !== null) return done(new Refused(notJson(error.message)));
      if (isObject(value)) return done(null, value);
      done(new Refused(denyJson(400, "not-json-object-content", "the body is no JSON object")));
    });
  });
  app.addContentTypeParser("*", (_request, _body, done) => done(new Refused(unexpectedType)));
  app.addHook("preParsing", async (request) => {
    const type = request.headers["content-type"];
    if (request.method === "POST" && type === undefined) throw new Refused(unexpectedType);
  });
}

const unexpectedType = denyJson(415, "unexpected-media-type", "send application/json");

function notJson(why: string): JsonDenial {
  return denyJson(400, "not-parsable-json-content", `the body is no JSON: ${why}`);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A denial as an error: fastify's parsers know no other way to end a request. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly refused: JsonDenial;
  constructor(refused: JsonDenial) {
    super(refused.denial.title);
    this.refused = refused;
  }
}

async function refuseMethod(request: FastifyRequest, reply: FastifyReply) {
  const denial = denyJson(405, "not-allowed-http-method", "methods are called with POST");
  return answerJsonDenial(request, reply.header("allow", "POST"), denial);
}

async function refuseName(request: FastifyRequest, reply: FastifyReply) {
  return answerJsonDenial(
    request,
    reply,
    denyJson(404, "unknown-method", "no method is so called"),
  );
}

/** What was thrown on the way, in the form of this API. */
function answerFault(
  error: Error & { readonly code?: string },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof Refused) return answerJsonDenial(request, reply, error.refused);
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return answerJsonDenial(request, reply, unexpectedType);
  const denial = denialThrown(error) ?? denyFault(error);
  if (denial !== undefined) return answerJsonDenial(request, reply, jsonDenialOf(denial, {}));
  const { method, url, id } = request;
  request.log.error({ method, url, status: 500, code: "fault", err: error }, "fault");
  const fault = {
    status: 500,
    type: "FAULT",
    title: `The Master failed; its log says why (${id}).`,
  };
  return reply.code(500).type("application/json").send(fault);
}
