/** The only door from outside: assembles the routes into a server that listens to nobody yet. */
import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from "fastify";
import type { TSchema } from "typebox";
import { answerDenial, answerError } from "#api/answer-denial.ts";
import { answerUnreadable } from "#api/answer-unreadable.ts";
import { authentication } from "#api/authenticate.ts";
import { checkSchema } from "#api/check-schema.ts";
import { collectRoutes, routeDescription } from "#api/describe-api.ts";
import { routeFeed } from "#api/feed/feed-route.ts";
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
import { routeUsage } from "#api/usage-route.ts";
import { routeCommands } from "#api/write.ts";

/** Whoever calls this listens, and closes: what is under way is answered, then it is gone. */
export function buildApi(ports: Ports): FastifyInstance {
  const app = fastify(optionsFor(ports));
  const checks = authentication(ports.identities);
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => checkSchema(schema, httpPart));
  // Answers have the types of the schemas; a serializer that drops fields would hide mistakes.
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerDenial(request, reply, deny("no-such-route")));
  app.addHook("onResponse", async (request, { statusCode: status, elapsedTime }) => {
    const { method, url } = request;
    // Questions decide nothing, and agents ask many: they are not worth a line each.
    if (status < 400 && method !== "GET")
      request.log.info({ method, url, status, milliseconds: elapsedTime }, "answered");
  });
  const refuseOthers = refuseOtherMethods(app);
  app.register(async (described) => {
    await collectRoutes(described);
    described.register(async (scope) => {
      takeJson(scope);
      routeCommands(scope, ports, checks);
      routeQueries(scope, ports, checks);
      routeFeed(scope, ports, checks);
      routeLog(scope, ports.merkle, checks);
      routeDescription(scope);
    });
    described.register(async (scope) => {
      takeXml(scope);
      routeUsage(scope, ports, checks);
    });
  });
  app.register(refuseOthers);
  return app;
}

function optionsFor({ newId, log }: Ports): FastifyServerOptions {
  return {
    bodyLimit: jsonBytesMax,
    requestTimeout: requestMillisecondsMax,
    keepAliveTimeout: keepAliveMilliseconds,
    handlerTimeout: answerMillisecondsMax,
    // Requests on connections that are open already are answered while the server closes.
    return503OnClosing: false,
    routerOptions: { maxParamLength: pathNameCharactersMax },
    genReqId: newId,
    frameworkErrors: answerError,
    clientErrorHandler: answerUnreadable,
    logController: new LogController({ disableRequestLogging: true }),
    ...(log !== undefined && { logger: { stream: log, redact: secrets } }),
    ...{
      http: {
        maxHeaderSize: headerBytesMax,
        // Node.js takes the larger of this and requestTimeout for the whole request.
        headersTimeout: requestMillisecondsMax,
        connectionsCheckingInterval: requestCheckMilliseconds,
      },
    },
  };
}

/** No line names a header at all; should one come to, tokens stay out of it. */
const secrets = {
  paths: ["authorization", "*.authorization", "*.*.authorization", "token", "*.token"],
  censor: "(never logged)",
};
