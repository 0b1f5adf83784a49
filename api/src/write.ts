/** Turns HTTP into commands: one route for each kind that may be sent from outside. */
import { commandKinds } from "@partita/schemas";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Acknowledged } from "#api/acknowledge.ts";
import { answerDenial } from "#api/answer-denial.ts";
import type { Authentication } from "#api/authenticate.ts";
import { carryOut, type Wish } from "#api/carry-out.ts";
import { commandId } from "#api/command-id.ts";
import { entityTagOf, revisionIn } from "#api/instances/entity-tag.ts";
import { awaitSettled, waitSecondsIn } from "#api/instances/prefer-wait.ts";
import { isSettled } from "#api/instances/settled.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";
import { commandSchema, propertiesOf, type Sendable } from "#api/route-schema.ts";

/** What the schema of the route leaves through. */
type Route = { Params: Wish["to"]; Body: Wish["detail"] };

export function routeCommands(
  app: FastifyInstance,
  ports: Ports,
  { hook, identityOf }: Authentication,
): void {
  for (const declared of commandKinds) {
    if (!("send" in declared)) continue;
    app.post<Route>(
      declared.send.path,
      { schema: commandSchema(declared), onRequest: hook },
      async (request, reply) => {
        const demanded = demandedOf(request, declared);
        if ("problem" in demanded) return answerDenial(request, reply, demanded);
        const wish = wishIn(request, declared, { identity: identityOf(request), ports });
        const detail = { ...wish.detail, ...demanded };
        const acknowledged = await carryOut(ports, { ...wish, detail });
        const seconds = waitSecondsIn(request.headers.prefer);
        if (seconds === undefined) return answerCommand(request, reply, acknowledged);
        reply.header("preference-applied", `wait=${seconds}`);
        return answerCommand(request, reply, await afterWaiting(ports, acknowledged, seconds));
      },
    );
  }
}

export function answerCommand(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Acknowledged | Denial,
): FastifyReply {
  if ("problem" in answer) return answerDenial(request, reply, answer);
  const { status, body } = answer;
  if (body.position !== undefined) reply.header("partita-position", body.position);
  if (body.instance !== undefined) reply.header("etag", entityTagOf(body.instance));
  return reply.code(status).send(body);
}

/** What `If-Match` demands, of the commands that can look at it. */
function demandedOf({ headers }: FastifyRequest, { detail }: Sendable) {
  return "revision" in propertiesOf(detail) ? revisionIn(headers["if-match"]) : {};
}

/** The same acknowledgement, of the instance as it is when it has settled or the time is over. */
async function afterWaiting(
  ports: Ports,
  acknowledged: Acknowledged | Denial,
  seconds: number,
): Promise<Acknowledged | Denial> {
  if ("problem" in acknowledged || acknowledged.body.instance === undefined) return acknowledged;
  const { body, status } = acknowledged;
  const instance = await awaitSettled(ports, body.subject, seconds);
  if (instance === undefined) return acknowledged;
  const settled = body.movements.length > 0 ? 201 : 200;
  return { status: isSettled(instance) ? settled : status, body: { ...body, instance } };
}

type Sender = { readonly identity: Wish["identity"]; readonly ports: Ports };

/** What stands in the path, or says what the sender is, goes where the detail has its place. */
function wishIn(
  request: FastifyRequest<Route>,
  { kind, detail }: Sendable,
  { identity, ports }: Sender,
): Wish {
  const { params: to, body, headers } = request;
  const known = propertiesOf(detail);
  const filled = { ...to, role: identity.role };
  const named = Object.fromEntries(Object.entries(filled).filter(([name]) => name in known));
  return {
    kind,
    identity,
    to,
    detail: { ...named, ...body },
    commandId: commandId(identity.actor, headers["idempotency-key"], ports.newId),
  };
}
