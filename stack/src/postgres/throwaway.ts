/**
 * A PostgreSQL server on an empty folder that is thrown away afterwards: for tests and
 * measurements.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayReach, unprivilegedUser } from "../home/unprivileged.ts";
import { postgresBinaries } from "./binaries.ts";
import { reachableBinaries } from "./reachable-binaries.ts";
import { startPostgres } from "./server.ts";

/** `settings` are PostgreSQL's own, as `name=value`. */
export async function throwawayPostgres(
  settings: readonly string[] = [],
): Promise<{ readonly url: string; end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "partita-throwaway-"));
  chmodSync(folder, 0o711);
  const user = unprivilegedUser();
  if (user !== undefined && !mayReach(user, folder))
    throw new Error(
      `${user.name} may not enter ${folder}; set TMPDIR to a folder that all may enter`,
    );
  const binaries = reachableBinaries(postgresBinaries(), folder, user);
  const server = await startPostgres({
    folder: join(folder, "postgres"),
    binaries,
    user,
    settings,
  });
  return {
    url: server.url,
    end: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
