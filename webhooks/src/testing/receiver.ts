/** A receiver for tests: a real HTTP server that keeps what it was sent, and answers as told. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";

export type Received = {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Receiver = AsyncDisposable & {
  readonly url: string;
  /** Everything that came, taken or not. */
  readonly received: readonly Received[];
  /** What the next letters are answered, one each, until it is 204 again; `hang`: nothing. */
  answer(...answers: readonly Answer[]): void;
  /** Answers whoever was left hanging. */
  release(status: number): void;
};
type Answer = number | "hang" | { readonly status: number; readonly headers: object };

export async function receiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: Answer[] = [];
  const hanging = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    void hear(request).then((one) => {
      received.push(one);
      const answer = answers.shift() ?? 204;
      if (answer === "hang") hanging.add(response);
      else if (typeof answer === "number") response.writeHead(answer).end();
      else response.writeHead(answer.status, { ...answer.headers }).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    url: `http://127.0.0.1:${address.port}/hooks?token=in-the-address`,
    received,
    answer: (...more) => void answers.push(...more),
    release: (status) => {
      for (const response of hanging) response.writeHead(status).end();
      hanging.clear();
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The payload as the reference library gives it; undefined: the signature is wrong. */
export function verified(secret: string, { body, headers }: Received): unknown {
  try {
    return new Webhook(secret).verify(body, { ...headers });
  } catch {
    // The library has no other way to say that the signature is wrong.
    return undefined;
  }
}

async function hear(request: IncomingMessage): Promise<Received> {
  const body = (await request.toArray()).map(String).join("");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return { id: headers["webhook-id"] ?? "", headers, body };
}
