/**
 * Makes a server listen: at the port somebody chose, or at the habitual one, or at any; without TLS
 * beyond this machine only aloud.
 */
import type { Log } from "./log.ts";
import { isLoopback, type Port } from "./settings.ts";

type Server = { listen(at: { host: string; port: number }): Promise<string> };

export type Place = {
  readonly host: string;
  readonly port: Port;
  /** The setting by which the port is chosen. */
  readonly setting: string;
  readonly log: Log;
  /** It speaks TLS, or tells nobody anything that others must not hear. */
  readonly harmless?: boolean;
};

/** The address it listens at. Throws when a chosen port is taken. */
export async function listenAt(server: Server, place: Place): Promise<string> {
  const { host, port, setting, log, harmless = false } = place;
  if (!harmless && !isLoopback(host))
    log({
      level: "warn",
      says: `listens on ${host} without TLS: let nobody reach it but through a proxy that ends TLS`,
      setting,
    });
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
