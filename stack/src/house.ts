/** Puts the whole house together in one process: every part, on one ground. */
import { join } from "node:path";
import { issueTokens } from "@partita/api";
import { now } from "./clock.ts";
import { openDatabase } from "./database.ts";
import { breakGround } from "./ground.ts";
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
  await issueTokens(home.tokens, identities);
  const settings = atHome(given, home);
  const grounds = { settings, databaseUrl: database.url, log, signal, atEnd };
  // Servers that were named are to be there: whoever sits in front of the screen learns it at once.
  const ground = breakGround({ ...grounds, patienceMilliseconds: 0 });

  const { url = "" } = await api.start(ground);
  for (const part of parts) if (part !== api && part !== portal) await part.start(ground);
  const shown = { ...ground, settings: { ...settings, masterUrl: url } };
  const { url: portalUrl = "" } = await portal.start(shown);
  noteMaster(home, { url, portalUrl });
  return { url, portalUrl, logFile };
}

/** What processes of their own are told by settings lies in the home. */
function atHome(given: Settings, { folder, tokens }: Home): Settings {
  return {
    ...given,
    tokens: join(tokens, "tokens.json"),
    logKey: given.logKey ?? join(folder, "log-key"),
    webhookKey: given.webhookKey ?? join(folder, "webhook-key"),
  };
}
