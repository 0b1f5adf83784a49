import { expect, test } from "vitest";
import { found } from "../testing/a-house.ts";
import { changelog, confirmedDecisions, documentedDependencies, oneRequest } from "./documents.ts";

const journey = oneRequest([
  { says: "handled", where: "ledger/src/handle.ts", proof: ["instance-requested"], writes: [] },
]);
const handle = { "ledger/src/handle.ts": "" };

test.each([
  [{ ...handle }, "docs/one-request.md is missing"],
  [{ ...handle, "docs/one-request.md": "In `handle`." }, "does not name ledger/src/handle.ts"],
  [{ "docs/one-request.md": "In `ledger/src/handle.ts`." }, "which does not exist"],
  [
    { ...handle, "docs/one-request.md": "`ledger/src/handle.ts` `api/src/x.ts`" },
    "names api/src/x.ts",
  ],
])("%j is found", (files, says) => {
  expect(found(journey, files)).toEqual([expect.stringContaining(says)]);
});

test("a page that names every file is fine", () => {
  expect(
    found(journey, { ...handle, "docs/one-request.md": "In `ledger/src/handle.ts`." }),
  ).toEqual([]);
});

test("a changelog without an unreleased part is found", () => {
  expect(found(changelog, { "CHANGELOG.md": "# Changelog\n\n## 1.0.0\n" })).toHaveLength(1);
  expect(found(changelog, {})).toHaveLength(1);
  expect(found(changelog, { "CHANGELOG.md": "# Changelog\n\n## Unreleased\n" })).toEqual([]);
});

test.each([
  ["# 1\n\n## Decision\n\nYes.\n", "is confirmed by no file"],
  ["# 1\n\n## Confirmed by\n\n- everybody\n", "is confirmed by no file"],
  ["# 1\n\n## Confirmed by\n\n- `ledger/src/a.test.ts`\n", "which does not exist"],
  ["# 1\n\nConfirmed by: `ledger/src/a.test.ts`", "which does not exist"],
])("the decision %j is found", (text, says) => {
  expect(found(confirmedDecisions, { "docs/adr/0001-a.md": text })).toEqual([
    expect.stringContaining(says),
  ]);
});

test("a decision with a test that exists is fine", () => {
  const text = "# 1\n\n## Confirmed by\n\n- `ledger/src/handle.ts`\n";
  expect(found(confirmedDecisions, { ...handle, "docs/adr/0001-a.md": text })).toEqual([]);
});

test("a dependency without its line is found", () => {
  const manifest = {
    dependencies: { pg: "1", "@partita/schemas": "*" },
    devDependencies: { vitest: "1" },
  };
  const files = {
    "ledger/package.json": JSON.stringify(manifest),
    "docs/dependencies.md": "| `pg` |",
  };
  expect(found(documentedDependencies, files)).toEqual([
    "ledger/package.json depends on vitest, which docs/dependencies.md does not explain",
  ]);
});
