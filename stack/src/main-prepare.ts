/** Prepares what processes of their own share, once before they start: tokens and keys. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { signingKey } from "@partita/ledger/adapters/signing-key.ts";
import { prepare } from "./prepare.ts";
import { settingsFrom } from "./settings.ts";
import { webhookKey as makeWebhookKey } from "./webhook-key.ts";

const help = `node stack/src/main-prepare.ts --keep DIR [--hand IDENTITY=FILE …]

Issues the tokens of a house that runs as several processes, and makes its keys (PARTITA_LOG_KEY,
PARTITA_WEBHOOK_KEY), where they are missing. What is there stays.

  --keep DIR             keeps all tokens, for whoever runs the house; closed to others
  --hand IDENTITY=FILE   copies one token: computer:COMP-1=/agent/token; may be repeated

The hashes of the tokens, which the API reads, are written to PARTITA_TOKENS (else to DIR).`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      keep: { type: "string" },
      hand: { type: "string", multiple: true, default: [] },
      help: { type: "boolean" },
    },
  });
  if (values.help) return console.log(help);
  const { keep, hand } = values;
  if (keep === undefined) throw new Error("--keep is missing; see --help");
  const { tokens = join(keep, "tokens.json"), logKey, webhookKey } = settingsFrom(process.env);
  const prepared = [...(await prepare({ keep, tokens, handed: new Map(hand.map(pair)) }))];
  for (const [path, make] of [[logKey, signingKey] as const, [webhookKey, makeWebhookKey] as const])
    if (path !== undefined) {
      await make(path);
      prepared.push(path);
    }
  for (const path of prepared) console.log(JSON.stringify({ says: "prepared", path }));
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
