/** The API: the only door from outside. Any number of processes may run it. */
import { randomUUID } from "node:crypto";
import { buildApi, type Ports, tokenFile } from "@partita/api";
import { sender } from "@partita/ledger";
import { webhookSecret } from "@partita/schemas";
import { progressOf } from "@partita/webhooks";
import { now } from "../clock.ts";
import type { Ground } from "../ground.ts";
import { listenAt } from "../listen-at.ts";
import type { Part } from "./part.ts";

export const api: Part = {
  name: "api",
  says: "Takes wishes and answers questions over HTTP.",
  start: async (ground) => {
    const { settings, log, atEnd } = ground;
    const identities = await tokenFile(tokensOf(ground));
    const store = await ground.store();
    const rows = await ground.rows();
    const merkle = await ground.merkle();
    const webhooks = await webhooksOf(ground);
    const app = buildApi({
      store,
      rows,
      inventory: await ground.inventory(),
      identities,
      ...(merkle !== undefined && { merkle }),
      ...(webhooks !== undefined && { webhooks }),
      send: sender(store),
      clock: now,
      newId: randomUUID,
      log: { write: (line) => log(JSON.parse(line)) },
    });
    atEnd(() => app.close());
    const { host, apiPort: port } = settings;
    const url = await listenAt(app, { host, port, setting: "PARTITA_PORT", log });
    const health = async () => {
      const position = await rows.read(async (reader) => String(reader.position));
      // How far the rows are is not this part's to answer for; that both can be read is.
      return { ready: true, position, log: String(await store.head()) };
    };
    return { url, health };
  },
};

function tokensOf({ settings }: Ground): string {
  if (settings.tokens !== undefined) return settings.tokens;
  throw new Error("PARTITA_TOKENS is not set; it names the file with the hashes of all tokens");
}

/** Secrets are derived, and how far a delivery is was noted by the part that delivers. */
async function webhooksOf(ground: Ground): Promise<Ports["webhooks"]> {
  const delivering = await ground.webhooks();
  if (delivering === undefined) return undefined;
  const { key, deliveries } = delivering;
  return {
    secretOf: (webhook, rotation) => webhookSecret(key, webhook, rotation),
    deliveryOf: async (webhook) => {
      const kept = await deliveries.load(webhook.webhook);
      return kept && progressOf(webhook, kept).delivery;
    },
  };
}
