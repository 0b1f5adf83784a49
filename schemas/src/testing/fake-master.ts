/** A Master on paper for tests of its clients: a real HTTP server with answers given in advance. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Acknowledgement } from "../acknowledgement.ts";
import type { SendableKind } from "../adapters/client.ts";
import { commandKinds } from "../commands/registry.ts";
import type { Problem } from "../problem.ts";
import { queries } from "../queries/registry.ts";
import type { QueryAnswer, QueryName } from "../query.ts";

/** What is answered to a query or command; a function may answer differently each time. */
type Answers = {
  readonly [N in QueryName]?: Answer<QueryAnswer<N>>;
} & { readonly [K in SendableKind]?: Answer<Acknowledgement> };
type Answer<Body> = Body | Problem | ((heard: Heard) => Body | Problem);

export type Heard = {
  /** The query or the command. */
  readonly name: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: unknown;
};

export type FakeMaster = AsyncDisposable & {
  readonly url: string;
  /** Everything that was asked, in order. */
  readonly heard: readonly Heard[];
};

/** Listens on a free port until it is disposed; what has no answer is `no-such-route`. */
export async function fakeMaster(answers: Answers = {}): Promise<FakeMaster> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void reply(request, response, answers, heard);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    url: `http://127.0.0.1:${address.port}`,
    heard,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A refusal as the API words it. */
export function aProblem(changes: Partial<Problem> = {}): Problem {
  return {
    type: "https://partita.example/problems/computer-full",
    title: "No partition of this computer is free.",
    status: 409,
    code: "computer-full",
    retryable: true,
    ...changes,
  };
}

const noSuchRoute = aProblem({
  title: "Nothing lives at this address.",
  status: 404,
  code: "no-such-route",
  retryable: false,
});

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Answers,
  heard: Heard[],
): Promise<void> {
  const one = await hear(request);
  heard.push(one);
  const answer = Object.entries(answers).find(([name]) => name === one.name)?.[1] ?? noSuchRoute;
  const body = typeof answer === "function" ? answer(one) : answer;
  const refused = "code" in body && "status" in body;
  response.writeHead(refused ? Number(body.status) : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function hear(request: IncomingMessage): Promise<Heard> {
  const path = request.url ?? "/";
  const text = (await request.toArray()).map(String).join("");
  return {
    name: nameOf(request.method ?? "GET", new URL(path, "http://master").pathname),
    path,
    token: request.headers.authorization?.replace("Bearer ", ""),
    body: text === "" ? undefined : JSON.parse(text),
  };
}

function nameOf(method: string, path: string): string {
  if (method === "GET") return queries.find((query) => fits(query.path, path))?.name ?? "";
  const sent = (command: (typeof commandKinds)[number]) =>
    "send" in command && fits(command.send.path, path);
  return commandKinds.find(sent)?.kind ?? "";
}

function fits(template: string, path: string): boolean {
  return new RegExp(`^${template.replace(/:[a-z]+/g, "[^/]+")}$`).test(path);
}
