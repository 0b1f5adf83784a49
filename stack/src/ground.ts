/**
 * What the parts of a house stand on: store, rows and queue, each opened when the first part asks
 * for it and closed at the end.
 */
import { bullmqQueue, type Queue } from "@partita/allocator";
import {
  type Checkpoints,
  type MerkleLog,
  type MovementStore,
  merkleLog,
  type TreeStore,
  upcasting,
} from "@partita/ledger";
import { postgresAudit } from "@partita/ledger/adapters/postgres/audit.ts";
import { postgresCheckpoints } from "@partita/ledger/adapters/postgres/checkpoints.ts";
import { postgresTree } from "@partita/ledger/adapters/postgres/merkle-tree.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { signingKey } from "@partita/ledger/adapters/signing-key.ts";
import {
  type KeptInventory,
  type KeptRows,
  migrateProjections,
  postgresInventory,
  postgresRows,
} from "@partita/projections";
import { type Deliveries, postgresDeliveries } from "@partita/webhooks";
import type { Pool } from "pg";
import { type Issuers, openIssuers } from "./credentials/open-issuers.ts";
import { refuseUnusable } from "./database.ts";
import type { Log } from "./log.ts";
import { openPool } from "./open-pool.ts";
import { openStore } from "./open-store.ts";
import { type Patience, patiently } from "./patience.ts";
import { recogniseLog } from "./recognise-log.ts";
import { soundCheckpoints } from "./refuse-ahead.ts";
import type { Settings } from "./settings.ts";
import { webhookKey } from "./webhook-key.ts";

export type Ground = {
  readonly settings: Settings;
  readonly log: Log;
  /** Aborts when the parts are to stop. */
  readonly signal: AbortSignal;
  /** Movements as they were stored, whatever their age: for what copies and proves. */
  readonly stored: () => Promise<MovementStore>;
  /** Movements in today's shapes: for everything else. */
  readonly store: () => Promise<MovementStore>;
  readonly checkpoints: () => Promise<Checkpoints>;
  readonly rows: () => Promise<KeptRows>;
  /** A pool of the ledger's database, brought up to date. */
  readonly ledgerPool: () => Promise<Pool>;
  /** A pool of the database that the rows are in, brought up to date. */
  readonly rowPool: () => Promise<Pool>;
  readonly inventory: () => Promise<KeptInventory>;
  readonly tree: () => Promise<TreeStore>;
  /** Undefined when no key was given: nothing is signed. */
  readonly merkle: () => Promise<MerkleLog | undefined>;
  /** Undefined when no key was given: nothing is sent. */
  readonly webhooks: () => Promise<Delivering | undefined>;
  /** Throws when no authority was named. */
  readonly issuers: () => Promise<Issuers>;
  readonly queue: () => Promise<Queue>;
  /** What is to be done at the end; the last to start is the first to stop. */
  readonly atEnd: (step: () => Promise<unknown>) => void;
};

export type Delivering = { readonly key: Uint8Array; readonly deliveries: Deliveries };

export type Grounds = {
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly atEnd: Ground["atEnd"];
  /** How long to wait for servers that are not there yet; 0: not at all. */
  readonly patienceMilliseconds: number;
};

/**
 * Connections for appending, reading streams and listening; projections and the queue have their
 * own.
 */
const ledgerConnectionsMax = 10;
/** Questions are short; one connection at a time changes rows. */
const rowConnectionsMax = 10;

export function breakGround(grounds: Grounds): Ground {
  const { settings, log, signal, atEnd } = grounds;
  const { ledgerPool, rowPool } = poolsOn(grounds);
  const stored = lazily(async () => {
    const store = await openStored(grounds, ledgerPool);
    await recogniseLog(await ledgerPool(), store);
    return store;
  });
  const tree = lazily(async () => postgresTree({ pool: await ledgerPool() }));
  return {
    ...{ settings, log, signal, atEnd, ledgerPool, stored, tree },
    store: lazily(async () => upcasting(await stored())),
    checkpoints: lazily(async () =>
      soundCheckpoints(postgresCheckpoints({ pool: await ledgerPool() }), await stored()),
    ),
    rows: lazily(async () => closed(atEnd, postgresRows({ pool: await rowPool() }))),
    inventory: lazily(async () => closed(atEnd, postgresInventory({ pool: await rowPool() }))),
    rowPool,
    queue: lazily(async () => closed(atEnd, await openQueue(grounds))),
    merkle: lazily(() => openMerkle(settings, { stored, tree, ledgerPool })),
    webhooks: lazily(() => openWebhooks(settings, ledgerPool)),
    issuers: lazily(() => openIssuers(settings, ledgerPool)),
  };
}

/** Two, so that long questions to rows never keep movements from being written. */
function poolsOn(grounds: Grounds): Pick<Ground, "ledgerPool" | "rowPool"> {
  const { databaseUrl, log, atEnd } = grounds;
  const database = lazily(() =>
    patiently(
      "the database of DATABASE_URL",
      () => refuseUnusable(databaseUrl),
      patienceOf(grounds),
    ),
  );
  const opened = async (max: number, migrate: (pool: Pool) => Promise<void>) => {
    await database();
    const pool = openPool(databaseUrl, max, log);
    atEnd(() => pool.end());
    await migrate(pool);
    return pool;
  };
  return {
    ledgerPool: lazily(() => opened(ledgerConnectionsMax, migrateLedger)),
    rowPool: lazily(() => opened(rowConnectionsMax, migrateProjections)),
  };
}

async function openStored(grounds: Grounds, ledgerPool: Ground["ledgerPool"]) {
  const { eventstoreUrl } = grounds.settings;
  if (eventstoreUrl === undefined) return openStore.postgres(await ledgerPool());
  const open = () => openStore.eventstore(eventstoreUrl);
  const server = "the event store of EVENTSTORE_URL";
  return closed(grounds.atEnd, await patiently(server, open, patienceOf(grounds))).store;
}

function openQueue(grounds: Grounds): Promise<Queue> {
  const { settings, databaseUrl, log } = grounds;
  const { redisUrl } = settings;
  const connection = redisUrl === undefined ? { postgresUrl: databaseUrl } : { redisUrl };
  const server = redisUrl === undefined ? "the queue's database" : "the Redis of REDIS_URL";
  return patiently(server, () => bullmqQueue({ connection, log }), patienceOf(grounds));
}

function patienceOf({ patienceMilliseconds, log, signal }: Grounds): Patience {
  return { millisecondsMax: patienceMilliseconds, log, signal };
}

/** What was opened, to be closed at the end. */
function closed<One extends { close(): Promise<void> }>(atEnd: Ground["atEnd"], opened: One): One {
  atEnd(() => opened.close());
  return opened;
}

type Opening = Pick<Ground, "stored" | "tree" | "ledgerPool">;

async function openMerkle({ logKey, eventstoreUrl }: Settings, opening: Opening) {
  if (logKey === undefined) return undefined;
  const parts = { store: await opening.stored(), tree: await opening.tree() };
  const signer = await signingKey(logKey);
  // An audit reads the table itself: an event store has none.
  if (eventstoreUrl !== undefined) return merkleLog({ ...parts, signer });
  return merkleLog({
    ...parts,
    signer,
    audit: postgresAudit({ pool: await opening.ledgerPool() }),
  });
}

async function openWebhooks({ webhookKey: path }: Settings, ledgerPool: Ground["ledgerPool"]) {
  if (path === undefined) return undefined;
  const deliveries = await postgresDeliveries(await ledgerPool());
  return { key: await webhookKey(path), deliveries };
}

/** Once, for all who ask. */
function lazily<Opened>(open: () => Promise<Opened>): () => Promise<Opened> {
  let opened: Promise<Opened> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}
