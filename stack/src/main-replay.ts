/** `partita replay`: makes all rows anew from the log, and compares them with the live ones. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { projections } from "@partita/projections";
import { now } from "./clock.ts";
import { breakGround, type Ground } from "./ground.ts";
import { streamLog } from "./log.ts";
import { reachDatabase } from "./reach-database.ts";
import { type PlainRows, plainRows } from "./replay/plain-rows.ts";
import { replayHouse } from "./replay/replay-house.ts";
import { type ReplayOptions, replayOptions } from "./replay/replay-options.ts";
import { replayText } from "./replay/replay-text.ts";
import { emptyFolder, writeRows } from "./replay/write-rows.ts";
import { sentenceOf } from "./sentence-of.ts";
import { settingsFrom } from "./settings.ts";
import { type Undoing, undoing } from "./undoing.ts";

const help = `partita replay [--at <instant>] [--known-at <position or instant>] [--into <where>]

Makes every projection anew from the first movement on, beside the live ones, prints a digest of
each, and compares with the live ones at the same moment; the inventory and the Merkle tree too.

  --at <instant>          only what took effect by then: 2026-06-30T23:59:59.999Z
  --known-at <…>          only what was recorded by then: a position, or an instant
  --into <folder>         writes the rows there: <projection>.jsonl, a line per row
  --into schema:<name>    leaves them in the database, as plain tables of this schema
  --json                  one JSON object instead of text

Exit codes: 0 all are equal; 1 they are not, or it could not be done; 2 not understood.`;

const misunderstood = 2;
const clone = fileURLToPath(new URL("../..", import.meta.url));

async function replayed(options: ReplayOptions): Promise<number> {
  process.umask(0o022);
  const end = undoing();
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => void end.undo().finally(() => process.exit(1)));
  try {
    if (options.into !== undefined && "folder" in options.into)
      await emptyFolder(options.into.folder);
    const ground = await groundFor(end);
    const made = await roomFor(options, ground);
    const inventory = await ground.inventory();
    const tree = await ground.tree();
    const { store, stored, rows } = ground;
    const kept = { store: await store(), stored: await stored(), rows: await rows() };
    const found = await replayHouse({ ...kept, inventory, tree }, made, options);
    if (options.into !== undefined && "folder" in options.into)
      for (const { table } of projections) await writeRows(options.into.folder, made.reader, table);
    console.log(options.json ? JSON.stringify(found) : replayText(found));
    return found.equal ? 0 : 1;
  } finally {
    await end.undo();
  }
}

async function groundFor({ signal, atEnd }: Undoing): Promise<Ground> {
  const settings = settingsFrom(process.env);
  const log = streamLog((text) => process.stderr.write(text), now);
  const home = process.env.PARTITA_HOME ?? resolve(clone, ".partita");
  const { url: databaseUrl, close } = await reachDatabase(home, settings.databaseUrl);
  atEnd(close);
  return breakGround({ settings, databaseUrl, log, signal, atEnd, patienceMilliseconds: 0 });
}

/** Rows that nobody asked for are dropped at the end. */
async function roomFor({ into }: ReplayOptions, ground: Ground): Promise<PlainRows> {
  const isKept = into !== undefined && "schema" in into;
  const schema = isKept ? into.schema : `replay_${process.pid}_${Date.now()}`;
  const pool = await ground.rowPool();
  const made = await plainRows({ pool, schema, isKept });
  if (!isKept) ground.atEnd(made.drop);
  return made;
}

async function main(): Promise<number> {
  let options: ReplayOptions | undefined;
  try {
    options = replayOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}; see --help`);
    return misunderstood;
  }
  if (options !== undefined) return replayed(options);
  console.log(help);
  return 0;
}

try {
  process.exitCode = await main();
} catch (fault) {
  console.error(sentenceOf(fault, "The replay"));
  process.exitCode = 1;
}
