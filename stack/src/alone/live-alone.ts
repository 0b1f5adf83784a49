/** The life of a process that runs some parts only: waits for servers, serves, stops in order. */
import { now } from "../clock.ts";
import { breakGround } from "../ground.ts";
import { listenAt } from "../listen-at.ts";
import { type Log, streamLog } from "../log.ts";
import type { Part, Started } from "../parts/part.ts";
import { sentenceOf } from "../sentence-of.ts";
import type { Settings } from "../settings.ts";
import { type Undoing, undoing } from "../undoing.ts";
import { healthServer } from "./health-server.ts";

/** Servers that are started together with us need so long at most; then somebody must look. */
const patienceMillisecondsMax = 90_000;
/** Less than the 30 seconds that compose gives before it kills. */
const stopMillisecondsMax = 25_000;

/** Resolves to the exit code: 0 when told to stop, 1 when something could not start or stop. */
export async function liveAlone(parts: readonly Part[], settings: Settings): Promise<number> {
  const log = streamLog((text) => process.stdout.write(text), now);
  const end = undoing();
  const told = untilTold(log);
  // What still waits for a server waits no longer.
  const stopped = told.then(() => stop(end, log));
  try {
    await startAll(parts, settings, { ...end, log });
  } catch (fault) {
    if (!end.signal.aborted) {
      log({ level: "error", says: sentenceOf(fault, "This process"), fault });
      await stop(end, log);
      return 1;
    }
  }
  return stopped;
}

type Life = Pick<Undoing, "signal" | "atEnd"> & { readonly log: Log };

async function startAll(parts: readonly Part[], settings: Settings, life: Life): Promise<void> {
  const { log, atEnd, signal } = life;
  const running = new Map<string, Started>();
  const server = healthServer(running, () => running.size === parts.length);
  atEnd(() => server.close());
  const { host, healthPort: port } = settings;
  const health = await listenAt(server, {
    ...{ host, port, log },
    setting: "PARTITA_HEALTH_PORT",
    harmless: true,
  });
  const names = parts.map(({ name }) => name);
  log({ says: "starts", parts: names, health, pid: process.pid });

  const databaseUrl = databaseOf(parts, settings);
  const patienceMilliseconds = patienceMillisecondsMax;
  const ground = breakGround({ settings, databaseUrl, log, signal, atEnd, patienceMilliseconds });
  for (const part of parts) {
    const started = await part.start(ground);
    running.set(part.name, started);
    log({ says: "runs", part: part.name, ...(started.url !== undefined && { url: started.url }) });
  }
}

/** Parts that run alone meet in a server that all of them reach; only the portal needs none. */
function databaseOf(parts: readonly Part[], { databaseUrl }: Settings): string {
  if (databaseUrl !== undefined || parts.every(({ name }) => name === "portal"))
    return databaseUrl ?? "";
  throw new Error("DATABASE_URL is not set; parts that run alone meet in a PostgreSQL server");
}

async function stop({ undo }: Undoing, log: Log): Promise<number> {
  const clock = setTimeout(() => {
    log({ level: "error", says: `did not stop within ${stopMillisecondsMax} ms` });
    process.exit(1);
  }, stopMillisecondsMax);
  try {
    await undo();
    log({ says: "stopped" });
    return 0;
  } catch (fault) {
    log({ level: "error", says: "did not stop in good order", fault });
    return 1;
  } finally {
    clearTimeout(clock);
  }
}

/** SIGTERM comes from a keeper, SIGINT from a keyboard. A second one does not wait. */
function untilTold(log: Log): Promise<void> {
  return new Promise((resolve) => {
    let isTold = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.on(signal, () => {
        if (isTold) process.exit(130);
        isTold = true;
        log({ says: "stops", signal });
        resolve();
      });
  });
}
