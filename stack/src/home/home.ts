/**
 * Where a house keeps its things: the home itself, and the place that an unprivileged user must be
 * able to reach.
 */
import { join, resolve } from "node:path";
import { digestOf } from "@partita/schemas";
import { makeFolder } from "./make-folder.ts";
import { refuseFullDisk } from "./refuse-full-disk.ts";
import { mayReach, type User, unprivilegedUser } from "./unprivileged.ts";

export type Home = {
  readonly folder: string;
  /** Holds the server and the computers. Equal to `folder` unless their user cannot get there. */
  readonly place: string;
  readonly tokens: string;
  readonly user: User | undefined;
};

/**
 * Outside of anybody's home, for root whose own home is closed: as the Filesystem Hierarchy
 * Standard has it.
 */
const commonPlace = "/var/lib/partita";

/**
 * Makes the folders of a home; throws with what to do when it cannot be written or the disk is
 * full.
 */
export function openHome(
  folder: string,
  user: User | undefined = unprivilegedUser(),
  common: string = commonPlace,
): Home {
  const path = resolve(folder);
  makeFolder(path, 0o711);
  const place = user === undefined || mayReach(user, path) ? path : placeFor(path, common);
  makeFolder(place, 0o711);
  refuseFullDisk(place);
  const tokens = join(path, "tokens");
  makeFolder(tokens, 0o700);
  return { folder: path, place, tokens, user };
}

function placeFor(path: string, common: string): string {
  makeFolder(common, 0o711);
  return join(common, digestOf(path).slice(0, 16));
}
