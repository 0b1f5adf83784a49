/** The portal: pages for people, over a Master's API. Any number of processes may run it. */
import { buildPortal } from "@partita/portal";
import { listenAt } from "../listen-at.ts";
import type { Part } from "./part.ts";

export const portal: Part = {
  name: "portal",
  says: "Shows pages for people, over the API of PARTITA_URL.",
  start: async ({ settings, log, atEnd }) => {
    const { host, portalPort: port, masterUrl } = settings;
    if (masterUrl === undefined)
      throw new Error("PARTITA_URL is not set; the portal shows the Master that answers there");
    const app = buildPortal({ masterUrl });
    atEnd(() => app.close());
    const url = await listenAt(app, { host, port, setting: "PARTITA_PORTAL_PORT", log });
    return { url, health: async () => ({ ready: true }) };
  },
};
