/** Writes one JSON line per decision: into a file, or wherever whoever started us reads. */
import { appendFileSync, existsSync, renameSync, statSync } from "node:fs";

export type Log = (line: Readonly<Record<string, unknown>>) => void;

/** Beyond this a log is set aside as `….1`, replacing the one before: two of them at most. */
const logBytesMax = 20 * 1024 * 1024;

export function fileLog(path: string, clock: () => string, bytesMax = logBytesMax): Log {
  let bytes = existsSync(path) ? statSync(path).size : 0;
  let lost = 0;

  function append(text: string): void {
    if (bytes > bytesMax) {
      renameSync(path, `${path}.1`);
      bytes = 0;
    }
    appendFileSync(path, text, { mode: 0o600 });
    bytes += Buffer.byteLength(text);
  }

  return (line) => {
    const text = textOf({ at: clock(), ...(lost > 0 && { lost }), ...line });
    try {
      append(`${text}\n`);
      lost = 0;
    } catch (error) {
      // The disk is full, say: the house goes on without its log, says so once, and counts.
      if (lost === 0) console.error(`${path} cannot be written: ${String(error)}`);
      lost += 1;
    }
  };
}

/** To a stream, such as the output of a process whose keeper collects what it says. */
export function streamLog(write: (text: string) => unknown, clock: () => string): Log {
  return (line) => void write(`${textOf({ at: clock(), ...line })}\n`);
}

/** Errors say nothing of themselves in JSON: their words and causes are written out. */
function textOf(line: Readonly<Record<string, unknown>>): string {
  const said = Object.entries(line).map(([name, value]) => [
    name,
    value instanceof Error ? words(value) : value,
  ]);
  return JSON.stringify(Object.fromEntries(said), plainly);
}

/** Positions are larger than the numbers of JSON. */
function plainly(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** Causes of causes, at most this deep: a chain may bite its own tail. */
const causesMax = 5;

function words(error: Error, depth = 0): object {
  const { message, stack, cause } = error;
  const deeper = cause instanceof Error && depth < causesMax;
  return { message, stack, ...(deeper && { cause: words(cause, depth + 1) }) };
}
