/** Writes the reference pages anew: `npm run reference`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { referencePages } from "./reference/registry.ts";

const root = join(import.meta.dirname, "../..");

for (const { path, text } of referencePages) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
