/** Prepares what processes of their own share, once before they start: roots, tokens and keys. */
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { sender } from "@partita/ledger";
import { signingKey } from "@partita/ledger/adapters/signing-key.ts";
import { now } from "./clock.ts";
import { breakGround, type Ground } from "./ground.ts";
import { streamLog } from "./log.ts";
import { prepare } from "./prepare.ts";
import { settingsFrom } from "./settings.ts";
import { type Undoing, undoing } from "./undoing.ts";
import { webhookKey as makeWebhookKey } from "./webhook-key.ts";

const help = `node stack/src/main-prepare.ts --keep DIR [--roots FILE …] [--hand WHO=FILE …]

Makes the authority (PARTITA_CA, PARTITA_CA_PASSPHRASE) and the keys (PARTITA_LOG_KEY,
PARTITA_WEBHOOK_KEY) of a house that runs as several processes, where they are missing, and has the
Master issue the first tokens into its log (DATABASE_URL, EVENTSTORE_URL). What is good stays.

  --keep DIR             keeps the tokens, for whoever runs the house; closed to others
  --roots FILE           writes what clients are to trust; may be repeated
  --hand IDENTITY=FILE   for an identity: a copy of its token; for a computer: the token of an
                         enrolment, with which its agent gets a certificate; may be repeated

Tokens are good for 90 days: run it again within 60, and whoever has a copy gets the new one.`;

/** Servers that are started together with us need so long at most; then somebody must look. */
const patienceMilliseconds = 90_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      keep: { type: "string" },
      roots: { type: "string", multiple: true, default: [] },
      hand: { type: "string", multiple: true, default: [] },
      help: { type: "boolean" },
    },
  });
  if (values.help) return console.log(help);
  const { keep, hand, roots } = values;
  if (keep === undefined) throw new Error("--keep is missing; see --help");
  const handed = new Map(hand.map(pair));
  const end = undoing();
  try {
    const ground = groundFor(end);
    const store = await ground.store();
    const { authority } = await ground.issuers();
    const issuing = { store, send: sender(store), now, newId: randomUUID };
    const prepared = [...(await prepare({ ...issuing, authority, keep, roots, handed }))];
    for (const path of [...prepared, ...(await madeKeys(ground))])
      console.log(JSON.stringify({ says: "prepared", path }));
  } finally {
    await end.undo();
  }
}

function groundFor({ signal, atEnd }: Undoing): Ground {
  const settings = settingsFrom(process.env);
  const { databaseUrl } = settings;
  if (databaseUrl === undefined)
    throw new Error("DATABASE_URL is not set; the first tokens are issued into the house's log");
  const log = streamLog((text) => process.stderr.write(text), now);
  return breakGround({ settings, databaseUrl, log, signal, atEnd, patienceMilliseconds });
}

async function madeKeys({ settings: { logKey, webhookKey } }: Ground): Promise<readonly string[]> {
  const made: string[] = [];
  for (const [path, make] of [[logKey, signingKey] as const, [webhookKey, makeWebhookKey] as const])
    if (path !== undefined) {
      await make(path);
      made.push(path);
    }
  return made;
}

function pair(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new Error(`--hand ${text} is no IDENTITY=FILE`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
