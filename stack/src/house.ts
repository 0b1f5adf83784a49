/**
 * Puts the whole house together in one process: store, projections, allocator, billing, API and
 * portal.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Allocator, allocator, bullmqQueue, type Queue } from "@partita/allocator";
import { buildApi, issueTokens, tokenFile } from "@partita/api";
import { billing } from "@partita/billing";
import { type Checkpoints, type MovementStore, type Send, sender } from "@partita/ledger";
import { postgresCheckpoints } from "@partita/ledger/adapters/postgres/checkpoints.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { buildPortal } from "@partita/portal";
import {
  type KeptRows,
  migrateProjections,
  postgresRows,
  projections,
  runProjections,
} from "@partita/projections";
import { instantOf } from "@partita/schemas";
import { type Database, openDatabase } from "./database.ts";
import type { Home } from "./home/home.ts";
import { identities } from "./identities.ts";
import { listenAt } from "./listen-at.ts";
import { fileLog, type Log } from "./log.ts";
import { noteMaster } from "./note-master.ts";
import { openPool } from "./open-pool.ts";
import type { Settings } from "./settings.ts";
import { supervise } from "./supervise.ts";

export type House = {
  readonly url: string;
  readonly portalUrl: string;
  readonly logFile: string;
  /** Answers what is under way, ends every part, and stops a server of its own. Once is enough. */
  stop(): Promise<void>;
};

/**
 * Connections for appending, reading streams and listening; projections and the queue have their
 * own.
 */
const storeConnectionsMax = 10;
/** Questions are short; one connection at a time changes rows. */
const rowConnectionsMax = 10;

type Parts = {
  readonly store: MovementStore;
  readonly rows: KeptRows;
  readonly send: Send;
  readonly checkpoints: Checkpoints;
  readonly queue: Queue;
  readonly log: Log;
  readonly signal: AbortSignal;
};

const now = () => instantOf(Date.now());

/** Throws when any part cannot start; what had started by then is stopped again. */
export async function startHouse(home: Home, settings: Settings): Promise<House> {
  const ending = new AbortController();
  const undo: (() => Promise<unknown>)[] = [];
  const stop = once(async () => {
    ending.abort();
    // The last to start is the first to stop.
    for (const step of undo.reverse()) await step();
  });
  try {
    return { ...(await assemble(home, settings, { undo, signal: ending.signal })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Assembling = { readonly undo: (() => Promise<unknown>)[]; readonly signal: AbortSignal };

async function assemble(home: Home, settings: Settings, { undo, signal }: Assembling) {
  const logFile = join(home.folder, "house.log");
  const log = fileLog(logFile, now);
  const database = await openDatabase(home, settings.databaseUrl);
  undo.push(database.close);
  const parts = await openParts(database, settings, { undo, signal, log });
  await issueTokens(home.tokens, identities);

  const app = buildApi({
    ...parts,
    identities: await tokenFile(join(home.tokens, "tokens.json")),
    clock: now,
    newId: randomUUID,
    log: { write: (line) => log(JSON.parse(line)) },
  });
  undo.push(() => app.close());
  undo.push(runParts(parts));
  const url = await listenAt(app, settings.apiPort, "PARTITA_PORT");
  const portal = buildPortal({ masterUrl: url });
  undo.push(() => portal.close());
  const portalUrl = await listenAt(portal, settings.portalPort, "PARTITA_PORTAL_PORT");
  noteMaster(home, { url, portalUrl });
  return { url, portalUrl, logFile };
}

async function openParts(
  { url }: Database,
  { redisUrl }: Settings,
  { undo, signal, log }: Assembling & { readonly log: Log },
): Promise<Parts> {
  const pool = openPool(url, storeConnectionsMax, log);
  undo.push(() => pool.end());
  await migrateLedger(pool);
  const rowPool = openPool(url, rowConnectionsMax, log);
  undo.push(() => rowPool.end());
  await migrateProjections(rowPool);
  const rows = postgresRows({ pool: rowPool });
  undo.push(() => rows.close());
  const connection = redisUrl === undefined ? { postgresUrl: url } : { redisUrl };
  const queue = await bullmqQueue({ connection, log });
  undo.push(() => queue.close());
  const store = postgresStore({ pool });
  const checkpoints = postgresCheckpoints({ pool });
  return { store, rows, send: sender(store), checkpoints, queue, log, signal };
}

/** Starts what runs by itself, and answers how to wait for its end. */
function runParts(parts: Parts): () => Promise<unknown> {
  const { log, signal } = parts;
  const clock: Allocator["clock"] = {
    now,
    // Cut short by the end of the house, which is no fault.
    sleep: (ms, end) => sleep(ms, undefined, { signal: end }).catch(() => undefined),
  };
  const running = [
    supervise("projections", () => runProjections({ ...parts, projections }), { log, signal }),
    supervise("allocator", () => allocator({ ...parts, clock }), { log, signal }),
    supervise("billing", () => billing({ ...parts, now, tell: log }), { log, signal }),
  ];
  return () => Promise.all(running);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}
