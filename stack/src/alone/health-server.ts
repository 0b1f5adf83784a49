/** Answers whether the parts of this process do their work: 200 when all do, else 503. */
import { createServer, type Server } from "node:http";
import type { Health, Started } from "../parts/part.ts";

export type Running = ReadonlyMap<string, Pick<Started, "health">>;
export type PartHealth = Health | { readonly ready: false; readonly because: string };

/** Longer than a question to a busy database takes, shorter than a check is given. */
const answerMillisecondsMax = 3_000;

export type HealthServer = {
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  close(): Promise<void>;
};

/** `running` may grow until `isStarted` says that it is all. */
export function healthServer(running: Running, isStarted: () => boolean): HealthServer {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/health")
      return void response.writeHead(404).end();
    void healthOf(running).then((parts) => {
      const ready = isStarted() && Object.values(parts).every((part) => part.ready);
      const text = JSON.stringify({ ready, parts });
      response.writeHead(ready ? 200 : 503, { "content-type": "application/json" }).end(text);
    });
  });
  return { listen: (at) => listen(server, at), close: () => close(server) };
}

async function healthOf(running: Running): Promise<Readonly<Record<string, PartHealth>>> {
  const asked = [...running].map(async ([name, { health }]) => {
    const clock = new AbortController();
    const found = await Promise.race([health(), tooLate(clock.signal)]).catch(
      (fault): PartHealth => ({ ready: false, because: String(fault) }),
    );
    clock.abort();
    return [name, found] as const;
  });
  return Object.fromEntries(await Promise.all(asked));
}

function tooLate(signal: AbortSignal): Promise<PartHealth> {
  const because = `no answer in ${answerMillisecondsMax} ms`;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ ready: false, because }), answerMillisecondsMax);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

function listen(server: Server, at: { readonly host: string; readonly port: number }) {
  return new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.listen(at, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : at.port;
      resolve(`http://${at.host}:${port}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
