/**
 * After the steps: the invoice, the trial balance and the trace, as anybody gets them from the
 * command line.
 */
import { spawn } from "node:child_process";
import { once as happened } from "node:events";
import { fileURLToPath } from "node:url";
import type { Home } from "../home/home.ts";
import type { House } from "../house.ts";
import { customer, seller, wish } from "./cast.ts";
import type { Played } from "./play-steps.ts";
import type { Stage } from "./stage.ts";

const habitual = fileURLToPath(new URL("../../../.partita", import.meta.url));
const partita = fileURLToPath(import.meta.resolve("../../../cli/src/main.ts"));

type Scene = { readonly once: boolean; readonly home: Home; readonly house: House | undefined };

export async function printEpilogue(
  { ok, stage, summary }: Played,
  { once, home, house }: Scene,
): Promise<void> {
  if (!ok || stage?.invoice === undefined) {
    const { name, why } = summary.failed ?? { name: "?", why: "unknown" };
    console.error(
      `\nThe step "${name}" failed: ${why}\nThe log is ${house?.logFile ?? "not there"}.`,
    );
    return;
  }
  console.log("");
  await run(home, ["invoice", "show", stage.invoice.invoice]);
  await printTrialBalance(stage);
  await run(home, ["trace", wish.title]);
  if (once || house === undefined) return;
  // The command line looks where the house is kept: it must be told when that is not the habit.
  const setting = home.folder === habitual ? "" : ` export PARTITA_HOME=${home.folder}`;
  console.log(`
The API answers at ${house.url}/v1 (its description: ${house.url}/v1/openapi.json).
It speaks TLS; its roots are in ${house.roots}: curl --cacert, or PARTITA_CA_FILE.
The portal is at ${house.portalUrl}; sign in with the token in ${home.tokens}/person_ada.token.
Try:${setting}
     npx partita status
     npx partita trace ${wish.title}
     npx partita request another --software ${wish.softwareRelease} --region asia --wait
From elsewhere: PARTITA_URL=${house.url} PARTITA_CA_FILE=roots.pem PARTITA_TOKEN=…
SlapOS: master_url ${house.url}/slap/ and master_ca_file ${house.roots}; tokens for
     slapos node register:     npx partita computer token --as ${customer}
     slapos configure client:  npx partita enrol new ${customer} --as ${customer}
Ctrl-C stops the house and its computers; npm start goes on where it stopped.`);
}

/** A process of its own, beside which the house goes on serving. */
async function run(home: Home, words: string[]): Promise<void> {
  console.log(`$ partita ${words.join(" ")}`);
  const child = spawn(process.execPath, [partita, ...words], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PARTITA_HOME: home.folder },
  });
  const [code] = await happened(child, "close");
  if (code !== 0) throw new Error(`partita ${words[0]} ended with ${code}`);
  console.log("");
}

async function printTrialBalance({ seller: hoster }: Stage): Promise<void> {
  const { balances } = await hoster.ask("account-balance", { organisation: seller });
  const rows = balances.map(({ account, currency, debit, credit, balance }) =>
    [
      account.padEnd(22),
      currency,
      ...[debit, credit, balance].map((text) => text.padStart(14)),
    ].join(" "),
  );
  const head = [
    "Trial balance".padEnd(22),
    "   ",
    "debit".padStart(14),
    "credit".padStart(14),
    "balance".padStart(14),
  ];
  console.log([head.join(" "), ...rows, ""].join("\n"));
}
