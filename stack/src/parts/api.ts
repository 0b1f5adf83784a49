/** The API: the only door from outside. Any number of processes may run it. */
import { randomUUID } from "node:crypto";
import {
  buildApi,
  type Ports,
  postgresContacts,
  type RowIdentities,
  remembering,
  replaceTls,
  rowIdentities,
} from "@partita/api";
import { sender } from "@partita/ledger";
import { webhookSecret } from "@partita/schemas";
import { progressOf } from "@partita/webhooks";
import { clock, now } from "../clock.ts";
import type { Issuers } from "../credentials/open-issuers.ts";
import { freshTls, serverTls, watchTls } from "../credentials/server-certificate.ts";
import type { Ground } from "../ground.ts";
import { listenAt } from "../listen-at.ts";
import { keep, type Part } from "./part.ts";

export const api: Part = {
  name: "api",
  says: "Takes wishes and answers questions over HTTPS.",
  start: async (ground) => {
    const { settings, log } = ground;
    const issuers = await ground.issuers();
    const { hear, ...forgetful } = await portsOf(ground, issuers);
    // What came after the rows is heard of here: a revocation that they do not know yet is one.
    const from = await forgetful.rows.read((reader) => reader.position());
    const { memory, send, contacts, follow } = await remembering({ ...forgetful, from, hear });
    keep("remembered-answers", ground, () => follow(ground.signal));
    const ports = { ...forgetful, memory, send, contacts };
    const { store, rows } = ports;
    const tls = await serverTls(issuers.authority, settings);
    const app = buildApi(ports, { tls });
    ground.atEnd(() => app.close());
    const { host, apiPort: port } = settings;
    const setting = "PARTITA_PORT";
    const url = await listenAt(app, { host, port, setting, log, harmless: true });
    keep("server-certificate", ground, () =>
      watchTls({
        shown: tls,
        now: () => freshTls(issuers.authority, ground),
        replace: (next) => replaceTls(app, next),
        sleep: clock.sleep,
        signal: ground.signal,
      }),
    );
    await listenPlainly(ground, ports);
    const health = async () => {
      const position = await rows.read(async (reader) => String(await reader.position()));
      // How far the rows are is not this part's to answer for; that both can be read is.
      return { ready: true, position, log: String(await store.head()) };
    };
    return { url, health };
  },
};

async function portsOf(
  ground: Ground,
  issuers: Issuers,
): Promise<Ports & Pick<RowIdentities, "hear">> {
  const { log, atEnd } = ground;
  const store = await ground.store();
  const rows = await ground.rows();
  const merkle = await ground.merkle();
  const webhooks = await webhooksOf(ground);
  const contacts = await postgresContacts({
    pool: await ground.rowPool(),
    onFailure: (fault) => log({ level: "warn", says: "contacts were not kept", fault }),
  });
  atEnd(() => contacts.close());
  const identities = rowIdentities({ rows, clock: now });
  identities.start();
  atEnd(async () => identities.close());
  return {
    ...{ store, rows, contacts, identities, hear: identities.hear, ...issuers },
    inventory: await ground.inventory(),
    ...(merkle !== undefined && { merkle }),
    ...(webhooks !== undefined && { webhooks }),
    send: sender(store),
    clock: now,
    newId: randomUUID,
    log: { write: (line) => log(JSON.parse(line)) },
  };
}

/** The same without TLS, for old tools of this machine; the settings refuse any other host. */
async function listenPlainly({ settings, log, atEnd }: Ground, ports: Ports): Promise<void> {
  const { host, plainPort: port } = settings;
  if (port === undefined) return;
  const app = buildApi(ports);
  atEnd(() => app.close());
  const url = await listenAt(app, { host, port, setting: "PARTITA_PLAIN_PORT", log });
  log({ says: "the API answers without TLS too", url });
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
