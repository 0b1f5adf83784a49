/** A real file system of a few megabytes, which is soon full; only root may make one. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  readonly folder: string;
  grow(megabytes: number): void;
  end(): void;
};

/** A sentence instead, when this machine does not let us. */
export function smallDisk(megabytes: number): SmallDisk | string {
  const folder = mkdtempSync(join(tmpdir(), "partita-small-disk-"));
  chmodSync(folder, 0o711);
  const refused = mount("-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder);
  if (refused !== undefined) {
    rmSync(folder, { recursive: true });
    return `no small disk may be made here: ${refused}`;
  }
  return {
    folder,
    grow: (size) => {
      const failed = mount("-o", `remount,size=${size}m`, folder);
      if (failed !== undefined) throw new Error(failed);
    },
    end: () => {
      spawnSync("umount", [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mount(...words: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync("mount", words, { encoding: "utf8" });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}
