/**
 * Puts a tool into a software directory without doubling its bytes: hard links where the disk
 * allows, copies elsewhere.
 */
import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { hasCode } from "#node-agent/adapters/json-file.ts";

/** Across disks, without the right to link, too many links, or on a disk that knows none. */
const copyInstead = ["EXDEV", "EPERM", "EACCES", "EMLINK", "ENOTSUP", "EROFS"];

/**
 * `from` may be a file or a directory, also by way of a link; whatever lies in `leave` stays
 * behind.
 */
export function linkTree(from: string, to: string, leave: readonly string[] = []): void {
  const root = realpathSync(from);
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  link(root, to, { root, leave });
}

type Tree = { readonly root: string; readonly leave: readonly string[] };

function link(from: string, to: string, tree: Tree): void {
  const found = lstatSync(from);
  if (found.isSymbolicLink()) followOrKeep(from, to, tree);
  else if (found.isDirectory()) linkDirectory(from, to, tree);
  else linkFile(from, to, found.mode);
}

function linkDirectory(from: string, to: string, tree: Tree): void {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(from))
    if (!tree.leave.includes(name)) link(join(from, name), join(to, name), tree);
}

/**
 * A link within the tree stays one, so that the tree may be moved; one that leads out brings its
 * target along.
 */
function followOrKeep(from: string, to: string, tree: Tree): void {
  const target = readlinkSync(from);
  const within = !relative(tree.root, join(dirname(from), target)).startsWith("..");
  if (!isAbsolute(target) && within) symlinkSync(target, to);
  else linkTree(realpathSync(from), to, tree.leave);
}

function linkFile(from: string, to: string, mode: number): void {
  // Any user may run what is installed here, even from a clone whose files are closed to others.
  const open = mode | 0o444 | (mode & 0o100 ? 0o111 : 0);
  if (mode === open && linked(from, to)) return;
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, open & 0o755);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if (copyInstead.some((code) => hasCode(cause, code))) return false;
    throw new Error(`${basename(from)} could not be put into ${dirname(to)}`, { cause });
  }
}
