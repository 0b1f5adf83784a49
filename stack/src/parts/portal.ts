/** The portal: pages for people, over a Master's API. Any number of processes may run it. */
import { buildPortal } from "@partita/portal";
import { secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import { read, readTls, serverTls } from "../credentials/server-certificate.ts";
import type { Ground } from "../ground.ts";
import { listenAt } from "../listen-at.ts";
import { isLoopback } from "../settings.ts";
import type { Part } from "./part.ts";

export const portal: Part = {
  name: "portal",
  says: "Shows pages for people, over the API of PARTITA_URL.",
  start: async (ground) => {
    const { settings, log, atEnd } = ground;
    const { host, portalPort: port, masterUrl, caFile } = settings;
    if (masterUrl === undefined)
      throw new Error("PARTITA_URL is not set; the portal shows the Master that answers there");
    const secure =
      caFile === undefined ? undefined : secureFetch({ ca: read(caFile, "PARTITA_CA_FILE") });
    if (secure !== undefined) atEnd(secure.close);
    const tls = await tlsOf(ground);
    const app = buildPortal({
      masterUrl,
      ...(secure !== undefined && { fetch: secure.fetch }),
      ...(tls !== undefined && { tls }),
    });
    atEnd(() => app.close());
    const setting = "PARTITA_PORTAL_PORT";
    const url = await listenAt(app, { host, port, setting, log, harmless: tls !== undefined });
    return { url, health: async () => ({ ready: true }) };
  },
};

/** Browsers believe a certificate of one's own; the authority of a house is the next best. */
async function tlsOf({ settings, issuers }: Ground) {
  const { host, certificate, ca } = settings;
  if (certificate !== undefined) return readTls(certificate);
  // On loopback nobody listens in, and no browser knows our roots.
  if (isLoopback(host) || ca === undefined) return undefined;
  return serverTls((await issuers()).authority, settings);
}
