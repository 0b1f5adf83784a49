/** Writes the fixture of each stored shape that has none yet: `npm run fixtures`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readFiles } from "./adapters/read-files.ts";
import { missingFixtures } from "./fixtures/stored-fixtures.ts";

const root = join(import.meta.dirname, "../..");

for (const [path, text] of missingFixtures(readFiles(root))) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
