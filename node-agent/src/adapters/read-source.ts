/**
 * Reads the files of software releases: over https, http, from disk, or from the mirror of an
 * address.
 */
import { readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReadSource } from "#node-agent/agent-world.ts";

/** A file that takes longer to arrive is tried again later. */
const readMillisecondsMax = 120_000;

export function sourceReader(mirrors: ReadonlyMap<string, string>): ReadSource {
  return async (url, bytesMax) => {
    const mirrored = mirroredPath(url, mirrors);
    if (mirrored !== undefined) return readDisk(url, mirrored, bytesMax);
    if (url.startsWith("file:")) return readDisk(url, fileURLToPath(url), bytesMax);
    return readWeb(url, bytesMax);
  };
}

function mirroredPath(url: string, mirrors: ReadonlyMap<string, string>): string | undefined {
  const [prefix, directory] = [...mirrors].find(([start]) => url.startsWith(start)) ?? [];
  if (prefix === undefined || directory === undefined) return undefined;
  const path = join(directory, decodeURIComponent(url.slice(prefix.length)));
  if (relative(directory, path).startsWith("..")) throw new Error(`${url} leads out of its mirror`);
  return path;
}

function readDisk(url: string, path: string, bytesMax: number): Uint8Array {
  try {
    const found = statSync(path);
    // A device, or a pipe, has no end.
    if (!found.isFile()) throw new Error("it is no file");
    if (found.size > bytesMax) throw new Error(`it is larger than ${bytesMax} bytes`);
    return readFileSync(path);
  } catch (cause) {
    throw new Error(`${url} cannot be read from ${path}`, { cause });
  }
}

async function readWeb(url: string, bytesMax: number): Promise<Uint8Array> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(readMillisecondsMax) });
    if (url.startsWith("https:") && !reply.url.startsWith("https:"))
      throw new Error(`it leads to ${reply.url}, which anybody on the way may have changed`);
    if (!reply.ok) throw new Error(`it is answered with HTTP ${reply.status}`);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of reply.body ?? []) {
      bytes += part.length;
      if (bytes > bytesMax) throw new Error(`it is larger than ${bytesMax} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (cause) {
    throw new Error(`${url} cannot be read`, { cause });
  }
}
