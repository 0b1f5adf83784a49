/**
 * Where a house keeps its things: the home itself, and the place that an unprivileged user must be
 * able to reach.
 */
import { statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { digestOf } from "@partita/schemas";
import { makeFolder } from "./make-folder.ts";
import { mayReach, type User, unprivilegedUser } from "./unprivileged.ts";

export type Home = {
  readonly folder: string;
  /** Holds the server and the computers. Equal to `folder` unless their user cannot get there. */
  readonly place: string;
  readonly tokens: string;
  readonly user: User | undefined;
};

/**
 * A fresh home takes some 120 MB, mostly PostgreSQL's own files; below this a start would only
 * break later.
 */
const freeBytesMin = 256 * 1024 * 1024;

/**
 * Outside of anybody's home, for root whose own home is closed: as the Filesystem Hierarchy
 * Standard has it.
 */
const commonPlace = "/var/lib/partita";

/**
 * Makes the folders of a home; throws with what to do when it cannot be written or the disk is
 * full.
 */
export function openHome(folder: string, user: User | undefined = unprivilegedUser()): Home {
  const path = resolve(folder);
  makeFolder(path, 0o711);
  const place = user === undefined || mayReach(user, path) ? path : placeFor(path);
  makeFolder(place, 0o711);
  refuseFullDisk(place);
  const tokens = join(path, "tokens");
  makeFolder(tokens, 0o700);
  return { folder: path, place, tokens, user };
}

function placeFor(path: string): string {
  makeFolder(commonPlace, 0o711);
  return join(commonPlace, digestOf(path).slice(0, 16));
}

function refuseFullDisk(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  const free = bavail * bsize;
  if (free < freeBytesMin)
    throw new Error(
      `the disk of ${path} has only ${Math.floor(free / 1024 / 1024)} MiB free, and ` +
        `a house needs ${freeBytesMin / 1024 / 1024}; make room, or set PARTITA_HOME ` +
        "to a folder on another disk",
    );
}
