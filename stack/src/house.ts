/** Puts the whole house together in one process: every part, on one ground. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { sender } from "@partita/ledger";
import { now } from "./clock.ts";
import { firstTokens } from "./credentials/first-tokens.ts";
import { writeRoots } from "./credentials/server-certificate.ts";
import { openDatabase } from "./database.ts";
import { breakGround, type Ground } from "./ground.ts";
import type { Home } from "./home/home.ts";
import { identities } from "./identities.ts";
import { fileLog } from "./log.ts";
import { noteMaster } from "./note-master.ts";
import { api } from "./parts/api.ts";
import { portal } from "./parts/portal.ts";
import { parts } from "./parts/registry.ts";
import type { Settings } from "./settings.ts";
import { type Undoing, undoing } from "./undoing.ts";

export type House = {
  readonly url: string;
  readonly portalUrl: string;
  /** The file with the roots that the API's certificate leads to. */
  readonly roots: string;
  readonly logFile: string;
  /** Answers what is under way, ends every part, and stops a server of its own. Once is enough. */
  stop(): Promise<void>;
};

/** Throws when any part cannot start; what had started by then is stopped again. */
export async function startHouse(home: Home, settings: Settings): Promise<House> {
  const end = undoing();
  try {
    return { ...(await assemble(home, settings, end)), stop: end.undo };
  } catch (error) {
    await end.undo();
    throw error;
  }
}

async function assemble(home: Home, given: Settings, { signal, atEnd }: Undoing) {
  const logFile = join(home.folder, "house.log");
  const log = fileLog(logFile, now);
  const database = await openDatabase(home, given.databaseUrl);
  atEnd(database.close);
  const settings = atHome(given, home);
  const grounds = { settings, databaseUrl: database.url, log, signal, atEnd };
  // Servers that were named are to be there: whoever sits in front of the screen learns it at once.
  const ground = breakGround({ ...grounds, patienceMilliseconds: 0 });

  const roots = join(home.folder, "roots.pem");
  await writeRoots(roots, (await ground.issuers()).authority);
  const { url = "" } = await api.start(ground);
  for (const part of parts) if (part !== api && part !== portal) await part.start(ground);
  await issueTokens(home, ground);
  const shown = { ...ground, settings: { ...settings, masterUrl: url, caFile: roots } };
  const { url: portalUrl = "" } = await portal.start(shown);
  noteMaster(home, { url, portalUrl, roots });
  return { url, portalUrl, roots, logFile };
}

/** A house that rebuilds its rows may take longer; its tokens are good as soon as it is done. */
const tokensMillisecondsMax = 10_000;

async function issueTokens(home: Home, ground: Ground): Promise<void> {
  const store = await ground.store();
  const issuing = { store, send: sender(store), now, newId: randomUUID };
  await firstTokens(home.tokens, identities, issuing);
  await (await ground.rows()).reached(await store.head(), tokensMillisecondsMax);
}

/** What processes of their own are told by settings lies in the home. */
function atHome(given: Settings, { folder }: Home): Settings {
  return {
    ...given,
    ca: given.ca ?? join(folder, "ca"),
    caPassphrase: given.caPassphrase ?? join(folder, "ca-passphrase"),
    logKey: given.logKey ?? join(folder, "log-key"),
    webhookKey: given.webhookKey ?? join(folder, "webhook-key"),
  };
}
