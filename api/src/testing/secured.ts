/** A house of a test that listens with TLS, and clients that show certificates, or do not. */
import { once } from "node:events";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Authority } from "@partita/certificates";
import { makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import { testAuthority } from "@partita/certificates/testing/test-authority.ts";
import type { ActorId, Role } from "@partita/schemas";
import { world } from "#api/testing/world.ts";

/** What a client shows: a key and a certificate with the chain behind it. */
export type Shown = { readonly key: string; readonly cert: string };

export type SecuredWorld = Awaited<ReturnType<typeof secured>>;

type Sending = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
};

/** In the present, since OpenSSL judges certificates by the clock of the machine. */
export async function secured(authority?: Authority, beginning = Date.now()) {
  const signer = authority ?? (await testAuthority());
  const server = await signer.serverCertificate(["localhost"]);
  const { key, cert } = server;
  const tls = { key, cert, ca: signer.trusted() };
  const house = await world(undefined, { tls, authority: signer, beginning });
  const url = await house.app.listen({ port: 0, host: "127.0.0.1" });
  // A server that listens at a port has an address of this kind.
  const { port } = house.app.server.address() as AddressInfo;
  const agents: Agent[] = [];
  return {
    ...house,
    /** What the server says that its address is. */
    url,
    authority: signer,
    /** A client with a connection of its own, that is kept open. */
    client: (shown: Partial<Shown> = {}) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: signer.roots(), ...shown });
      agents.push(agent);
      return async (path: string, { method = "GET", headers = {}, body }: Sending = {}) => {
        const json = { ...headers, "content-type": "application/json" };
        const to = { host: "127.0.0.1", servername: "localhost", port, path, method, agent };
        const asking = request({ ...to, headers: body === undefined ? headers : json });
        asking.end(body === undefined ? undefined : JSON.stringify(body));
        const [answer] = await once(asking, "response");
        const said = await text(answer);
        return { status: answer.statusCode as number, body: said === "" ? {} : JSON.parse(said) };
      };
    },
    close: async () => {
      for (const agent of agents) agent.destroy();
      await house.close();
    },
  };
}

/** Signed, but recorded by nobody. */
export async function unrecorded(
  authority: Authority,
  [holder, role]: readonly [ActorId, Role],
  now = new Date().toISOString(),
): Promise<Shown & { readonly serial: string }> {
  const { key, csr } = await makeCsr(holder);
  const { certificate, chain, serial } = await authority.sign(csr, { holder, role, now });
  return { key, cert: `${certificate}${chain}`, serial };
}
