/** Parts of the house as processes of their own, which a test may kill and start again. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  type OpenAuthority,
  openAuthority,
} from "@partita/certificates/adapters/open-authority.ts";
import { sender } from "@partita/ledger";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { type Client, client, MasterRefusal } from "@partita/schemas";
import { secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import { computerIdentities, firstTokens, identities } from "@partita/stack";
import pg from "pg";
import { type Started, startProgram } from "./start-program.ts";

const program = fileURLToPath(import.meta.resolve("../../stack/src/main-part.ts"));
const pollMilliseconds = 50;
/** A busy machine takes a multiple of the second that a start needs. */
const readyMillisecondsMax = 60_000;

export type PartsAlone = {
  readonly url: string;
  /** Roots that its certificate leads to, in PEM, and a way to it that trusts them. */
  readonly roots: string;
  readonly fetch: typeof fetch;
  /** The same authority, as another process of the house opens it. */
  authority(): Promise<OpenAuthority>;
  /** The process that runs now. */
  readonly started: () => Started;
  as(actor: string): Client;
  tokenOf(actor: string): string;
  /** Starts it and waits for nothing. */
  launch(): void;
  /** Resolves when it does its work, as its own health check says. */
  start(): Promise<void>;
  /** Resolves when its API knows the tokens: projections must run, here or elsewhere. */
  known(): Promise<void>;
  /** With -9: it learns nothing of it. */
  kill(): Promise<void>;
  /** Ends it in good order, and whatever was made for it. */
  end(): Promise<void>;
};

/** Runs them at the same address every time, over this database. */
export async function partsAlone(
  names: readonly string[],
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<PartsAlone> {
  const folder = mkdtempSync(join(tmpdir(), "partita-parts-"));
  const issued = await tokensIn(folder, databaseUrl);
  const authority = { PARTITA_CA: join(folder, "ca"), PARTITA_CA_PASSPHRASE: join(folder, "pass") };
  const roots = (await opened(authority)).roots();
  const secure = secureFetch({ ca: roots });
  const [port, healthPort, portalPort] = [await aPort(), await aPort(), await aPort()];
  const url = `https://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: databaseUrl,
    PARTITA_HOME: folder,
    ...authority,
    PARTITA_PORT: `${port}`,
    PARTITA_HEALTH_PORT: `${healthPort}`,
    PARTITA_PORTAL_PORT: `${portalPort}`,
    ...more,
  };
  const known = () => untilKnown(client({ ...{ url, fetch: secure.fetch }, token: anyOf(issued) }));
  let running: Started | undefined;
  const started = () => {
    if (running === undefined) throw new Error("it was not started yet");
    return running;
  };
  const launch = () => {
    running = startProgram(program, names, environment);
    return running;
  };
  return {
    ...{ url, started, launch, roots, fetch: secure.fetch },
    authority: () => opened(authority),
    as: (actor) => client({ url, fetch: secure.fetch, token: tokenOf(issued, actor) }),
    tokenOf: (actor) => tokenOf(issued, actor),
    start: async () => {
      await untilReady(`http://127.0.0.1:${healthPort}/health`, launch());
      if (names.includes("api") && names.includes("projections")) await known();
    },
    known,
    kill: async () => {
      started().process.kill("SIGKILL");
      await started().exit;
    },
    end: async () => {
      running?.process.kill("SIGTERM");
      await running?.exit;
      await secure.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const known = [...identities, ...computerIdentities];

/** Straight into the log, as the Master does before anybody can ask it for something. */
async function tokensIn(folder: string, connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on("connect", (connection) => void connection.on("error", () => undefined));
  try {
    await migrateLedger(pool);
    const store = postgresStore({ pool });
    const now = () => new Date().toISOString();
    const issuing = { store, send: sender(store), now, newId: randomUUID };
    return await firstTokens(join(folder, "tokens"), known, issuing);
  } finally {
    await pool.end();
  }
}

function opened(named: { readonly PARTITA_CA: string; readonly PARTITA_CA_PASSPHRASE: string }) {
  const { PARTITA_CA: folder, PARTITA_CA_PASSPHRASE: passphraseFile } = named;
  const clock = () => new Date().toISOString();
  return openAuthority({ folder, passphraseFile, clock });
}

function tokenOf(issued: ReadonlyMap<string, string>, actor: string): string {
  const found = issued.get(actor);
  if (found === undefined) throw new Error(`no token was issued to ${actor}`);
  return found;
}

async function untilReady(health: string, { process: child, lines }: Started): Promise<void> {
  const deadline = performance.now() + readyMillisecondsMax;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended:\n${lines.join("\n")}`);
    // Nobody listens yet: asked again.
    const reply = await fetch(health).catch(() => undefined);
    if (reply?.ok === true) return;
    if (performance.now() > deadline) throw new Error(`it is not ready:\n${lines.join("\n")}`);
    await sleep(pollMilliseconds);
  }
}

function anyOf(issued: ReadonlyMap<string, string>): string {
  return [...issued.values()].at(-1) ?? "";
}

/** The last token that was issued: the others are known before it. */
async function untilKnown(master: Client): Promise<void> {
  const deadline = performance.now() + readyMillisecondsMax;
  for (;;) {
    const fault = await master.ask("tokens", {}).then(nothing, refusalOf);
    if (fault?.problem.code !== "unauthenticated") return;
    if (performance.now() > deadline) throw fault;
    await sleep(pollMilliseconds);
  }
}

const nothing = () => undefined;

function refusalOf(fault: unknown): MasterRefusal {
  if (fault instanceof MasterRefusal) return fault;
  throw fault;
}

/** Free at this moment; after a restart the same one is used. */
function aPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
