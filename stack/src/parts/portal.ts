/** The portal: pages for people, over a Master's API. Any number of processes may run it. */
import { replaceTls } from "@partita/api";
import { buildPortal } from "@partita/portal";
import { secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import { clock } from "../clock.ts";
import type { Issuers } from "../credentials/open-issuers.ts";
import { freshTls, read, readTls, serverTls, watchTls } from "../credentials/server-certificate.ts";
import type { Ground } from "../ground.ts";
import { listenAt } from "../listen-at.ts";
import { isLoopback } from "../settings.ts";
import { keep, type Part } from "./part.ts";

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
    const authority = await authorityOf(ground);
    const { certificate } = settings;
    const ours = authority && (await serverTls(authority, settings));
    const tls = certificate === undefined ? ours : readTls(certificate);
    const app = buildPortal({
      masterUrl,
      ...(secure !== undefined && { fetch: secure.fetch }),
      ...(tls !== undefined && { tls }),
    });
    atEnd(() => app.close());
    const setting = "PARTITA_PORTAL_PORT";
    const url = await listenAt(app, { host, port, setting, log, harmless: tls !== undefined });
    if (authority !== undefined && ours !== undefined)
      keep("portal-certificate", ground, () =>
        watchTls({
          shown: ours,
          now: () => freshTls(authority, ground),
          replace: (next) => replaceTls(app, next),
          sleep: clock.sleep,
          signal: ground.signal,
        }),
      );
    return { url, health: async () => ({ ready: true }) };
  },
};

/**
 * Browsers believe a certificate of one's own; the authority of a house is the next best.
 * Undefined: there is one of one's own, or none is needed.
 */
async function authorityOf({
  settings,
  issuers,
}: Ground): Promise<Issuers["authority"] | undefined> {
  const { host, certificate, ca } = settings;
  // On loopback nobody listens in, and no browser knows our roots.
  if (certificate !== undefined || isLoopback(host) || ca === undefined) return undefined;
  return (await issuers()).authority;
}
