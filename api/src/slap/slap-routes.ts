/** Serves classic SLAP: forms and queries in, marshalled answers out, under a base of its own. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Authentication } from "#api/authenticate.ts";
import { DeniedRequest, denialThrown } from "#api/denied-request.ts";
import { denyFault } from "#api/deny-fault.ts";
import { hateoasUrl } from "#api/hateoas/hateoas-url.ts";
import { slapFormBytesMax } from "#api/limits.ts";
import type { SlapEndpoint } from "#api/may-slap.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { certificateEndpoints } from "#api/slap/certificates.ts";
import { computerEndpoints } from "#api/slap/computers.ts";
import { aboutNothing, type Endpoint } from "#api/slap/endpoint.ts";
import { type Given, malformed, optional, readForm } from "#api/slap/given.ts";
import { instanceEndpoints } from "#api/slap/instances.ts";
import { partitionEndpoints } from "#api/slap/partitions.ts";
import { isKnown, questionOf, sendRecalled } from "#api/slap/recall.ts";
import { marshalledAnswer, sendAnswer, textAnswer } from "#api/slap/slap-answer.ts";
import { noteSlapCaller } from "#api/slap/slap-callers.ts";
import { denialAnswer, slapStatus } from "#api/slap/slap-denial.ts";
import { softwareEndpoints } from "#api/slap/software.ts";
import { judgeCall } from "#api/slap/subject.ts";
import { usageEndpoints } from "#api/slap/usage.ts";

/** A `master_url` of `https://host:port/slap` has the endpoints right below it. */
export const slapPath = "/slap";

const endpoints: { readonly [E in SlapEndpoint]?: Endpoint } = {
  ...certificateEndpoints,
  ...computerEndpoints,
  ...instanceEndpoints,
  ...partitionEndpoints,
  ...softwareEndpoints,
  ...usageEndpoints,
  getSoftwareReleaseListFromSoftwareProduct: {
    ...{ method: "GET", about: aboutNothing, answer: async ({ given }) => products(given) },
  },
};

/** What is asked with GET and remembered, by its path. */
export const remembered: ReadonlyMap<string, Endpoint & { readonly name: string }> = new Map(
  Object.entries(endpoints)
    .filter(([, { method, remembers }]) => method === "GET" && remembers === true)
    .map(([name, endpoint]) => [`${slapPath}/${name}`, { ...endpoint, name }]),
);

export function routeSlap(app: FastifyInstance, ports: Ports, checks: Authentication): void {
  app.register(
    async (scope) => {
      scope.setErrorHandler(answerSlapError);
      scope.get("/getHateoasUrl", async (request, reply) =>
        sendAnswer(reply, textAnswer(hateoasUrl(request), hateoasHeaders)),
      );
      scope.register(async (known) => {
        known.addHook("onRequest", ({ raw }, _, goOn) => {
          noteSlapCaller(raw.socket);
          goOn();
        });
        // Before anything of a body is read: strangers do not make the Master read 8 MiB.
        known.addHook("onRequest", checks.hookWith(deniedAs));
        takeForms(known);
        // The table has the endpoints of this protocol only; Object.entries forgets their names.
        for (const [name, endpoint] of Object.entries(endpoints) as [SlapEndpoint, Endpoint][])
          known.route({
            method: endpoint.method,
            url: `/${name}`,
            handler: handlerOf({ ports, checks }, name, endpoint),
            ...(endpoint.remembers && { config: { isUntimed: true } }),
          });
      });
    },
    { prefix: slapPath },
  );
}

const hateoasHeaders = { "cache-control": "public, max-age=3600" };

type Served = {
  readonly ports: Ports;
  readonly checks: Pick<Authentication, "identityOf">;
};

function handlerOf({ ports: whole, checks }: Served, name: SlapEndpoint, endpoint: Endpoint) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const identity = checks.identityOf(request);
    const text = textIn(request);
    const question = endpoint.remembers && questionOf(whole, name, { identity, text });
    const recalled = question?.recalled;
    if (recalled !== undefined) {
      endpoint.notes?.({ ports: whole, identity });
      return sendRecalled(request, reply, recalled);
    }
    const { ports, keep } = question?.begin() ?? { ports: whole, keep: undefined };
    const given = readForm(text);
    const access = endpoint.method === "GET" ? "read" : "write";
    const { whenFree } = endpoint;
    const named = endpoint.about(given);
    const subject = await judgeCall(ports, { endpoint: name, identity, access, named, whenFree });
    if ("problem" in subject) return deniedAs(request, reply, subject);
    endpoint.notes?.({ ports, identity });
    const answer = await endpoint.answer({ ports, identity, given, ...subject });
    if ("problem" in answer) return deniedAs(request, reply, answer);
    keep?.(answer);
    const has = isKnown(answer.headers?.etag, request.headers["if-none-match"]);
    return sendAnswer(reply, has ? { ...answer, status: 304, body: "" } : answer);
  };
}

/** A form wins over what stands in the address: both at once is nobody's habit. */
function textIn({ method, body, url }: FastifyRequest): string {
  if (method !== "GET" && typeof body === "string") return body;
  const start = url.indexOf("?");
  return start < 0 ? "" : url.slice(start + 1);
}

function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  const options = { parseAs: "buffer", bodyLimit: slapFormBytesMax } as const;
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    options,
    async (_request: FastifyRequest, body: Buffer) => formText(body),
  );
  scope.addContentTypeParser("*", (_request, _body, done) =>
    done(new DeniedRequest("unsupported-media-type", { detail: "send a form" })),
  );
}

/** Whatever is not ASCII is escaped in a form: nobody sends these bytes by accident. */
function formText(body: Buffer): string {
  const text = body.toString("latin1");
  if (/[^\0-~]/.test(text)) throw malformed("a form is ASCII, with % before the rest");
  return text;
}

function deniedAs(request: FastifyRequest, reply: FastifyReply, denial: Denial): FastifyReply {
  const { method, url } = request;
  const { code, detail } = denial.problem;
  const status = slapStatus(denial);
  request.log.info({ method, url: url.split("?")[0], status, code, detail }, "refused");
  return sendAnswer(reply, denialAnswer(denial));
}

/** What was thrown on the way, in the form that SLAP has for it. */
function answerSlapError(
  error: FastifyError | DeniedRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const denial = denialThrown(error) ?? denyFault(error);
  const [url] = request.url.split("?");
  if (denial === undefined) request.log.error({ err: error, url }, "fault");
  return deniedAs(request, reply, denial ?? deny("fault", { facts: { fault: request.id } }));
}

/** The Master keeps no catalogue of products: whoever asks knows the URL of what it wants. */
function products(given: Given) {
  const product = optional(given, "software_product_reference");
  const release = optional(given, "software_release_url");
  if ((product === undefined) === (release === undefined))
    throw malformed("give software_product_reference or software_release_url");
  return marshalledAnswer([]);
}
