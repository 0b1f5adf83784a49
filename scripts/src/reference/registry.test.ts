import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { movementKinds } from "@partita/schemas";
import { expect, test } from "vitest";
import { referencePages as pages } from "./registry.ts";

const root = join(import.meta.dirname, "../../..");

test.each(pages)("$path is fresh: npm run reference writes it", ({ path, text }) => {
  const written = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "nothing";
  expect(written).toBe(text);
});

test("no page lies in the reference that nothing writes", () => {
  const known = pages.map(({ path }) => path).sort();
  expect(globSync("docs/reference/**/*.md", { cwd: root }).sort()).toEqual(known);
});

test("every kind of movement has its heading", () => {
  const text = pages.find(({ path }) => path.endsWith("/movements.md"))?.text ?? "";
  for (const { kind } of movementKinds) expect(text).toContain(`\n## ${kind}\n`);
});
