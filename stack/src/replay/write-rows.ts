/** Writes rows into a folder: a file per projection, a line of JSON per row, in key order. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { Table } from "@partita/projections";
import { entriesOf, type Pages } from "./compare-rows.ts";

/** Makes the folder. Throws when there is something in it already. */
export async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new Error(`--into ${folder}: there is something in this folder; name an empty one`);
}

/** Rows carry connection parameters, hence passwords. */
const secretFileMode = 0o600;

/** `<folder>/<projection>.jsonl`; answers its path. */
export async function writeRows(
  folder: string,
  pages: Pages,
  table: Table<object>,
): Promise<string> {
  const path = join(folder, `${table.name}.jsonl`);
  const file = createWriteStream(path, { flags: "wx", mode: secretFileMode });
  for await (const [key, row] of entriesOf(pages, table))
    if (!file.write(`${JSON.stringify({ key, row })}\n`)) await once(file, "drain");
  file.end();
  await finished(file);
  return path;
}
