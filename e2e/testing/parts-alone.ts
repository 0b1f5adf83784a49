/** Parts of the house as processes of their own, which a test may kill and start again. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Issued, issueTokens } from "@partita/api";
import { type Client, client } from "@partita/schemas";
import { identities } from "@partita/stack";
import { type Started, startProgram } from "./start-program.ts";

const program = fileURLToPath(import.meta.resolve("../../stack/src/main-part.ts"));
const pollMilliseconds = 50;
/** A busy machine takes a multiple of the second that a start needs. */
const readyMillisecondsMax = 60_000;

export type PartsAlone = {
  readonly url: string;
  /** The process that runs now. */
  readonly started: () => Started;
  as(actor: string): Client;
  tokenOf(actor: string): string;
  /** Starts it and waits for nothing. */
  launch(): void;
  /** Resolves when it does its work, as its own health check says. */
  start(): Promise<void>;
  /** With -9: it learns nothing of it. */
  kill(): Promise<void>;
  /** Ends it in good order, and whatever was made for it. */
  end(): Promise<void>;
};

/** Runs them at the same address every time, over this database. */
export async function partsAlone(
  names: readonly string[],
  databaseUrl: string,
): Promise<PartsAlone> {
  const folder = mkdtempSync(join(tmpdir(), "partita-parts-"));
  const issued = await issueTokens(folder, identities);
  const [port, healthPort, portalPort] = [await aPort(), await aPort(), await aPort()];
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    DATABASE_URL: databaseUrl,
    PARTITA_HOME: folder,
    PARTITA_TOKENS: join(folder, "tokens.json"),
    PARTITA_PORT: `${port}`,
    PARTITA_HEALTH_PORT: `${healthPort}`,
    PARTITA_PORTAL_PORT: `${portalPort}`,
  };
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
    ...{ url, started, launch },
    as: (actor) => client({ url, token: tokenOf(issued, actor) }),
    tokenOf: (actor) => tokenOf(issued, actor),
    start: async () => {
      await untilReady(`http://127.0.0.1:${healthPort}/health`, launch());
    },
    kill: async () => {
      started().process.kill("SIGKILL");
      await started().exit;
    },
    end: async () => {
      running?.process.kill("SIGTERM");
      await running?.exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tokenOf(issued: readonly Issued[], actor: string): string {
  const found = issued.find((one) => one.actor === actor);
  if (found === undefined) throw new Error(`no token was issued to ${actor}`);
  return found.token;
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
