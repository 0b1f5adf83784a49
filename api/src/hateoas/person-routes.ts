/** The two routes by which SlapOS's tools get a certificate: a token in, a key and more out. */
import { Title } from "@partita/schemas";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Compile } from "typebox/compile";
import { answerDenial } from "#api/answer-denial.ts";
import { type OwnCertificate, requestCertificate } from "#api/hateoas/request-certificate.ts";
import { type NewComputer, requestComputer } from "#api/hateoas/request-computer.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";
import { readForm } from "#api/slap/given.ts";

/**
 * People give the address of the web site, of SLAP, or of HATEOAS: each is a Master to them. With a
 * slash at its end, the client asks with two.
 */
const places = ["", "/", "/slap", "/slap/", "/hateoas", "/hateoas/"] as const;

/** A title of 200 characters, each escaped to twelve. */
export const personFormBytesMax = 8 * 1024;
/** Ours have 43; whoever sends more guesses. */
const tokenCharactersMax = 200;

const titleCheck = Compile(Title);

export function routePersons(app: FastifyInstance, ports: Ports): void {
  takeForms(app);
  for (const place of places) {
    const computers = `${place}/Person_requestComputer`;
    app.post(computers, { schema: { hide: true } }, async (request, reply) =>
      answered(request, reply, await askForComputer(ports, request)),
    );
    app.get(computers, { schema: { hide: true }, exposeHeadRoute: false }, refusePassword);
    app.post(`${place}/Person_getCertificate`, { schema: { hide: true } }, async (request, reply) =>
      answered(request, reply, await askForCertificate(ports, request)),
    );
  }
}

async function askForComputer(ports: Ports, request: FastifyRequest): Promise<Told | Denial> {
  const token = tokenIn(request);
  const title = titleIn(request);
  if (token === undefined) return deny("no-such-enrolment");
  if (!titleCheck.Check(title)) {
    const message = "is no title: a line of 1 to 200 characters";
    return deny("schema-mismatch", {
      detail: `title ${message}`,
      errors: [{ path: "/title", message }],
    });
  }
  return requestComputer(ports, { token, title });
}

async function askForCertificate(ports: Ports, request: FastifyRequest): Promise<Told | Denial> {
  const token = tokenIn(request);
  return token === undefined ? deny("no-such-enrolment") : requestCertificate(ports, token);
}

/** Whoever shows none, or what is none of ours, is told as one who shows a wrong one. */
function tokenIn({ headers }: FastifyRequest): string | undefined {
  const shown = headers["x-access-token"];
  const isOne = typeof shown === "string" && shown !== "" && shown.length <= tokenCharactersMax;
  return isOne ? shown : undefined;
}

function titleIn({ body }: FastifyRequest): string {
  return typeof body === "string" ? (readForm(body).get("title") ?? "") : "";
}

type Told = NewComputer | OwnCertificate | false;

/** What holds a private key is kept by nobody on the way. */
function answered(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Told | Denial,
): FastifyReply {
  if (answer !== false && "problem" in answer) return answerDenial(request, reply, answer);
  return reply
    .header("cache-control", "no-store")
    .type("application/json")
    .send(JSON.stringify(answer));
}

/** Clients that ask with login and password look for this word, and then say: use a token. */
async function refusePassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const detail = "NotImplementedError: this Master takes no passwords; use a token";
  return answerDenial(request, reply, deny("unauthenticated", { detail }));
}

/** From here on, in this scope of the server, a body is a form, as text, or refused. */
function takeForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: personFormBytesMax },
    (_request, body, done) => done(null, body),
  );
}
