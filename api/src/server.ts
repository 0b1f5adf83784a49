/** The only door from outside: assembles the routes into a server that listens to nobody yet. */
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import {
  type FastifyInstance,
  type FastifyServerFactory,
  type FastifyServerOptions,
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
import { frontDesk } from "#api/slap/front-desk.ts";
import { isRecalled } from "#api/slap/recall.ts";
import { remembered, routeSlap } from "#api/slap/slap-routes.ts";
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
  const checks = authentication(ports.identities);
  const desk = frontDesk({ ports, checks, endpoints: remembered });
  let isClosing = false;
  // Connections are told of the end by the framework: while it closes, all goes there.
  const served = (route: RequestListener): RequestListener => {
    return (request, response) => {
      if (isClosing || !desk(request, response)) route(request, response);
    };
  };
  const serverFactory: FastifyServerFactory = (route) => openServer(served(route), tls);
  // Of `https` nothing is used but that it is there: the address is told as one of HTTPS.
  const scheme = tls === undefined ? {} : { https: {} };
  const app = fastify({ ...optionsFor(ports), serverFactory, ...scheme });
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.addHook("onRoute", limitAnswer);
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => checkSchema(schema, httpPart));
  // Answers have the types of the schemas; a serializer that drops fields would hide mistakes.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerDenial(request, reply, deny("no-such-route")));
  app.addHook("onResponse", (request, { statusCode: status, elapsedTime }, goOn) => {
    const { method, url } = request;
    // Questions decide nothing, and agents ask many: they are not worth a line each.
    if (status < 400 && method !== "GET" && !isRecalled(request))
      // Of what is written, a client of SLAP may put the parameters into the address.
      request.log.info(
        { method, url: url.split("?")[0], status, milliseconds: elapsedTime },
        "answered",
      );
    goOn();
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
    // Requests on connections that are open already are answered while the server closes.
    return503OnClosing: false,
    routerOptions: { maxParamLength: pathNameCharactersMax },
    genReqId: newId,
    frameworkErrors: answerError,
    clientErrorHandler: answerUnreadable,
    logController: new LogController({ disableRequestLogging: true }),
    ...(log !== undefined && { logger: { stream: log, redact: secrets } }),
  } satisfies FastifyServerOptions;
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
  requestTimeout: requestMillisecondsMax,
  keepAliveTimeout: keepAliveMilliseconds,
  // Node.js takes the larger of this and requestTimeout for the whole request.
  headersTimeout: requestMillisecondsMax,
  connectionsCheckingInterval: requestCheckMilliseconds,
};

function openServer(answer: RequestListener, tls: ServerTls | undefined): Server {
  if (tls === undefined) return createServer(serverOptions, answer);
  // Whatever carries them, requests are the same; the type repeats the server everywhere.
  return createSecureServer({ ...serverOptions, ...tlsOptions(tls) }, answer) as unknown as Server;
}

/** No line names a header at all; should one come to, tokens stay out of it. */
const secrets = {
  paths: ["authorization", "*.authorization", "*.*.authorization", "token", "*.token"],
  censor: "(never logged)",
};
