/** The only door from outside: assembles the routes into a server that listens to nobody yet. */
import type { Server } from "node:http";
import {
  type FastifyHttpOptions,
  type FastifyInstance,
  fastify,
  LogController,
  type RouteOptions,
} from "fastify";
import type { TSchema } from "typebox";
import { answerDenial, answerError } from "#api/answer-denial.ts";
import { answerUnreadable } from "#api/answer-unreadable.ts";
import { authentication } from "#api/authenticate.ts";
import { checkSchema } from "#api/check-schema.ts";
import { collectRoutes, routeDescription } from "#api/describe-api.ts";
import { routeFeed } from "#api/feed/feed-route.ts";
import { routeHateoas } from "#api/hateoas/hateoas-routes.ts";
import { routePersons } from "#api/hateoas/person-routes.ts";
import { routeIdentities } from "#api/identity/identity-routes.ts";
import {
  answerMillisecondsMax,
  headerBytesMax,
  jsonBytesMax,
  keepAliveMilliseconds,
  pathNameCharactersMax,
  requestCheckMilliseconds,
  requestMillisecondsMax,
} from "#api/limits.ts";
import { routeLog } from "#api/log/log-routes.ts";
import { refuseOtherMethods } from "#api/other-methods.ts";
import type { Ports } from "#api/ports.ts";
import { deny } from "#api/problems.ts";
import { routeQueries } from "#api/read.ts";
import { takeJson, takeXml } from "#api/read-body.ts";
import { type ServerTls, tlsOptions } from "#api/server-tls.ts";
import { isRecalled } from "#api/slap/recall.ts";
import { routeSlap } from "#api/slap/slap-routes.ts";
import { routeJsonRpc } from "#api/slap-json/json-rpc-routes.ts";
import { routeUsage } from "#api/usage-route.ts";
import { routeCommands } from "#api/write.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    readonly isUntimed?: true;
  }
}

/** How it is reached: over TLS, or without, which is for loopback and tests only. */
export type Reached = { readonly tls?: ServerTls };

/** Whoever calls this listens, and closes: what is under way is answered, then it is gone. */
export function buildApi(ports: Ports, { tls }: Reached = {}): FastifyInstance {
  const app = tls === undefined ? fastify(optionsFor(ports)) : secured(ports, tls);
  const checks = authentication(ports.identities);
  app.addHook("onRoute", limitAnswer);
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => checkSchema(schema, httpPart));
  // Answers have the types of the schemas; a serializer that drops fields would hide mistakes.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerDenial(request, reply, deny("no-such-route")));
  app.addHook("onResponse", async (request, { statusCode: status, elapsedTime }) => {
    const { method, url } = request;
    // Questions decide nothing, and agents ask many: they are not worth a line each.
    if (status < 400 && method !== "GET" && !isRecalled(request))
      // Of what is written, a client of SLAP may put the parameters into the address.
      request.log.info(
        { method, url: url.split("?")[0], status, milliseconds: elapsedTime },
        "answered",
      );
  });
  const refuseOthers = refuseOtherMethods(app);
  app.register(async (described) => {
    await collectRoutes(described);
    described.register(async (scope) => {
      takeJson(scope);
      routeCommands(scope, ports, checks);
      routeQueries(scope, ports, checks);
      routeFeed(scope, ports, checks);
      routeIdentities(scope, ports, checks);
      routeLog(scope, ports.merkle, checks);
      routeDescription(scope);
    });
    described.register(async (scope) => {
      takeXml(scope);
      routeUsage(scope, ports, checks);
    });
  });
  app.register(async (scope) => routeSlap(scope, ports, checks));
  app.register(async (scope) => routeJsonRpc(scope, ports, checks));
  app.register(async (scope) => routeHateoas(scope, ports, checks));
  app.register(async (scope) => routePersons(scope, ports));
  app.register(refuseOthers);
  return app;
}

function optionsFor({ newId, log }: Ports) {
  return {
    bodyLimit: jsonBytesMax,
    requestTimeout: requestMillisecondsMax,
    keepAliveTimeout: keepAliveMilliseconds,
    // Requests on connections that are open already are answered while the server closes.
    return503OnClosing: false,
    routerOptions: { maxParamLength: pathNameCharactersMax },
    genReqId: newId,
    frameworkErrors: answerError,
    clientErrorHandler: answerUnreadable,
    logController: new LogController({ disableRequestLogging: true }),
    ...(log !== undefined && { logger: { stream: log, redact: secrets } }),
    http: serverOptions,
  } satisfies FastifyHttpOptions<Server>;
}

/**
 * An answer may take so long, except where most are remembered: a signal for each request costs a
 * sixth of such an answer, and what is not remembered is a question to the rows, which end it.
 */
function limitAnswer(route: RouteOptions): void {
  if (route.config?.isUntimed !== true) route.handlerTimeout ??= answerMillisecondsMax;
}

const serverOptions = {
  maxHeaderSize: headerBytesMax,
  // Node.js takes the larger of this and requestTimeout for the whole request.
  headersTimeout: requestMillisecondsMax,
  connectionsCheckingInterval: requestCheckMilliseconds,
};

function secured(ports: Ports, tls: ServerTls): FastifyInstance {
  const { http, ...options } = optionsFor(ports);
  const https = { ...http, ...tlsOptions(tls) };
  // Routes are the same whatever server carries them; the type repeats the server everywhere.
  return fastify({ ...options, https }) as unknown as FastifyInstance;
}

/** No line names a header at all; should one come to, tokens stay out of it. */
const secrets = {
  paths: ["authorization", "*.authorization", "*.*.authorization", "token", "*.token"],
  censor: "(never logged)",
};
