/**
 * Makes a server listen on loopback: at the port somebody chose, or at the habitual one, or at any.
 */
import type { Port } from "./settings.ts";

type Server = { listen(at: { host: string; port: number }): Promise<string> };

const host = "127.0.0.1";

/** The address it listens at. Throws when a chosen port is taken. */
export async function listenAt(server: Server, port: Port, setting: string): Promise<string> {
  try {
    return await server.listen({ host, port: port.number });
  } catch (cause) {
    const taken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    if (!taken) throw cause;
    if (!port.chosen) return server.listen({ host, port: 0 });
    const why = `port ${port.number} of ${setting} is taken by another program`;
    throw new Error(`${why}; stop it, or set ${setting} to another port`, { cause });
  }
}
