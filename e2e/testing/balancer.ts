/** What stands before several API processes: hands each connection to the next that takes it. */
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type Balancer = { readonly url: string; close(): Promise<void> };

/** `ports` of this machine, in turn; one that takes no connections is passed over. */
export async function balancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;

  function handOn(client: Socket, attempts = ports.length): void {
    const port = ports[turn++ % ports.length] ?? 0;
    const server = connect({ port, host: "127.0.0.1" });
    server.once("connect", () => {
      client.pipe(server).pipe(client);
      client.once("close", () => server.destroy());
    });
    server.once("error", () => (attempts > 1 ? handOn(client, attempts - 1) : client.destroy()));
    server.once("close", () => {
      if (server.bytesRead + server.bytesWritten > 0) client.destroy();
    });
  }

  const listening = createServer({ allowHalfOpen: false }, (client) => {
    open.add(client);
    client.on("error", () => client.destroy());
    client.once("close", () => open.delete(client));
    handOn(client);
  }).listen(0, "127.0.0.1");
  await once(listening, "listening");
  // A TCP server that listens has an address of this form.
  const { port } = listening.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    close: async () => {
      listening.close();
      for (const client of open) client.destroy();
      await once(listening, "close");
    },
  };
}
