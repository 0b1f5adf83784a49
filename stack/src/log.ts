/** Writes one JSON line per decision to a file; the screen belongs to whoever started the house. */
import { appendFileSync, existsSync, renameSync, statSync } from "node:fs";

export type Log = (line: Readonly<Record<string, unknown>>) => void;

/** At a start, a log beyond this is set aside as `….1`, replacing the one before. */
const logBytesMax = 20 * 1024 * 1024;

export function fileLog(path: string, clock: () => string): Log {
  if (existsSync(path) && statSync(path).size > logBytesMax) renameSync(path, `${path}.1`);
  return (line) => {
    const text = JSON.stringify({ at: clock(), ...said(line) });
    appendFileSync(path, `${text}\n`, { mode: 0o600 });
  };
}

/** Errors say nothing of themselves in JSON: their words and causes are written out. */
function said(line: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(line).map(([name, value]) => [
      name,
      value instanceof Error ? words(value) : value,
    ]),
  );
}

/** Causes of causes, at most this deep: a chain may bite its own tail. */
const causesMax = 5;

function words(error: Error, depth = 0): object {
  const { message, stack, cause } = error;
  const deeper = cause instanceof Error && depth < causesMax;
  return { message, stack, ...(deeper && { cause: words(cause, depth + 1) }) };
}
