/**
 * Asks a process of this machine whether its parts do their work: what a container's health check
 * runs. Exit code 0 when they do.
 */
import { settingsFrom } from "./settings.ts";

/** Longer than the answer takes at most. */
const waitMillisecondsMax = 4_500;

async function main(): Promise<number> {
  const { host, healthPort } = settingsFrom(process.env);
  // What listens everywhere listens here.
  const near = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host;
  const url = `http://${near.includes(":") ? `[${near}]` : near}:${healthPort.number}/health`;
  const reply = await fetch(url, { signal: AbortSignal.timeout(waitMillisecondsMax) });
  console.log(await reply.text());
  return reply.ok ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (fault) {
  console.error(
    `nobody answers: ${fault instanceof Error ? (fault.cause ?? fault.message) : fault}`,
  );
  process.exitCode = 1;
}
