import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyText } from "@partita/schemas/log/signed-note.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import { afterAll, expect, test } from "vitest";
import { UsageError } from "#cli/usage-error.ts";
import { readState, writeState } from "./state-file.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-state-"));
afterAll(() => rmSync(folder, { recursive: true }));
const key = keyText(aSigner());

test("what was seen is remembered, and nothing else is left behind", () => {
  const path = join(folder, "state.json");
  expect(readState(path)).toBeUndefined();
  for (const checkpoint of ["one\n", "two\n"]) {
    writeState(path, { key, checkpoint });
    expect(readState(path)).toEqual({ key, checkpoint });
  }
  expect(readdirSync(folder)).toEqual(["state.json"]);
});

test.each(["", "{}", '{"key":"name+hash+key","checkpoint":""}', `{"key":"${key}"}`])(
  "%s is no state",
  (text) => {
    const path = join(folder, "spoiled.json");
    writeFileSync(path, text);
    expect(() => readState(path)).toThrow(UsageError);
  },
);

test("where no file can be, that is said", () => {
  const path = join(folder, "nowhere/state.json");
  expect(() => writeState(path, { key, checkpoint: "" })).toThrow("cannot be written");
});
