/**
 * Rewrites the digests and package versions in the given software.json files: `npm run seal` after
 * a change.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { sealRelease } from "#node-agent/seal-release.ts";

for (const path of process.argv.slice(2).map((argument) => resolve(argument))) {
  const directory = dirname(path);
  const find = createRequire(path);
  const sealed = sealRelease(
    readFileSync(path, "utf8"),
    (file) => readFileSync(join(directory, file)),
    (name) => JSON.parse(readFileSync(find.resolve(`${name}/package.json`), "utf8")).version,
  );
  writeFileSync(path, `${JSON.stringify(sealed, null, 2)}\n`);
}
