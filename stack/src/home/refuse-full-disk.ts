/** Refuses to start where the disk would be full before the house stands. */
import { existsSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";

const mebibyte = 1024 * 1024;
/** What a house that has run before needs to go on: logs, movements, rows. */
const goingOnMiB = 64;
/** A fresh one makes PostgreSQL's own files; software is linked from the clone. */
const freshMiB = 256;
/** Links need the same file system: on another one, programs are copied for each computer. */
const freshElsewhereMiB = 768;

/** Throws with what to do when there is no room for what a house at this place will need. */
export function refuseFullDisk(place: string): void {
  const { bavail, bsize } = statfsSync(place);
  const free = Math.floor((bavail * bsize) / mebibyte);
  const needed = neededMiB(place);
  if (free < needed)
    throw new Error(
      `the disk of ${place} has only ${free} MiB free, and a house needs ${needed}; make room, ` +
        "or set PARTITA_HOME to a folder on another disk",
    );
}

function neededMiB(place: string): number {
  if (existsSync(join(place, "postgres", "data"))) return goingOnMiB;
  const sameDisk = statSync(place).dev === statSync(import.meta.dirname).dev;
  return sameDisk ? freshMiB : freshElsewhereMiB;
}
