/** Stands between a program and its server, and holds back or cuts what goes over the line. */
import { once } from "node:events";
import { createServer, connect as dial, type Socket } from "node:net";

export type TcpProxy = {
  /** The server's URL, by way of the proxy. */
  readonly url: string;
  /** From now on nothing reaches the server, or nothing comes back from it. */
  hold(what: "requests" | "answers"): void;
  /** Whatever was held goes on its way, as does all that follows. */
  pass(): void;
  /** Ends every connection; what was held on it is lost. */
  cut(): void;
  end(): Promise<void>;
};

type Line = { readonly caller: Socket; readonly server: Socket };

export async function tcpProxy(serverUrl: string): Promise<TcpProxy> {
  const server = new URL(serverUrl);
  const lines = new Set<Line>();
  const held = { requests: false, answers: false };
  const door = createServer((caller) => {
    const line = { caller, server: dial(Number(server.port), server.hostname) };
    lines.add(line);
    join(line, () => lines.delete(line));
    apply(line, held);
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const url = new URL(serverUrl);
  url.port = String(address.port);
  const cut = () => {
    for (const line of lines) line.caller.destroy();
  };

  return {
    url: url.href,
    hold: (what) => {
      held[what] = true;
      for (const line of lines) apply(line, held);
    },
    pass: () => {
      held.requests = held.answers = false;
      for (const line of lines) apply(line, held);
    },
    cut,
    end: async () => {
      const closed = once(door, "close");
      door.close();
      cut();
      await closed;
    },
  };
}

function join({ caller, server }: Line, over: () => void): void {
  caller.on("data", (chunk) => server.write(chunk));
  server.on("data", (chunk) => caller.write(chunk));
  for (const [one, other] of [
    [caller, server],
    [server, caller],
  ] as const) {
    // Whatever ends one side ends the other.
    one.on("error", () => other.destroy());
    one.on("close", () => {
      other.destroy();
      over();
    });
  }
}

function apply({ caller, server }: Line, held: { requests: boolean; answers: boolean }): void {
  if (held.requests) caller.pause();
  else caller.resume();
  if (held.answers) server.pause();
  else server.resume();
}
