import { expect, test } from "vitest";
import { digestsPath, missingFixtures } from "../fixtures/stored-fixtures.ts";
import { found } from "../testing/a-house.ts";
import { storedShapeFixtures } from "./stored-shapes.ts";

const complete = missingFixtures(new Map());
const folder = "schemas/fixtures/stored";
const closed = `${folder}/period-closed`;
const otherShape = '{"schema":{"type":"object"},"movements":[]}';

type Files = Record<string, string>;

function findingsAfter(change: (files: Files) => void): readonly string[] {
  const files: Files = Object.fromEntries(complete);
  change(files);
  return found(storedShapeFixtures, files);
}

/** With the digests of what is there now, as if nobody had looked before. */
function recordedAnew(files: Files): void {
  delete files[digestsPath];
  const digests = missingFixtures(new Map(Object.entries(files))).get(digestsPath);
  files[digestsPath] = digests ?? "";
}

test("a fixture of each shape, with its digest, is fine", () => {
  expect(found(storedShapeFixtures, Object.fromEntries(complete))).toEqual([]);
});

test("a kind without a fixture is found, with what to do", () => {
  const findings = findingsAfter((files) => {
    delete files[`${closed}/1.json`];
    recordedAnew(files);
  });
  expect(findings).toContainEqual(
    `${closed} has no fixture of what is stored today: npm run fixtures writes it`,
  );
});

test("a shape that changed since its last fixture is found, with what to do", () => {
  const findings = findingsAfter((files) => {
    files[`${closed}/1.json`] = otherShape;
    recordedAnew(files);
  });
  expect(findings).toContainEqual(expect.stringMatching(/today's shape.*npm run fixtures.*upcast/));
});

test("a changed fixture is found", () => {
  const findings = findingsAfter((files) => {
    files[`${closed}/1.json`] = String(files[`${closed}/1.json`]).replace("hoster", "rival");
  });
  expect(findings).toEqual([expect.stringMatching(/period-closed\/1.json was changed/)]);
});

test("a deleted fixture is found", () => {
  const findings = findingsAfter((files) => {
    delete files[`${closed}/1.json`];
  });
  expect(findings).toContainEqual(expect.stringMatching(/period-closed\/1.json was deleted/));
});

test("a number that is left out is found, and a fixture that nobody recorded", () => {
  const findings = findingsAfter((files) => {
    files[`${closed}/3.json`] = String(files[`${closed}/1.json`]);
  });
  expect(findings).toEqual([
    `${closed}/3.json follows a number that is missing`,
    `${closed}/3.json is not in ${digestsPath}: run npm run fixtures`,
  ]);
});

test("a kind that was stored and is not known any more is found", () => {
  const findings = findingsAfter((files) => {
    files[`${folder}/server-rented/1.json`] = otherShape;
    recordedAnew(files);
  });
  expect(findings).toEqual([expect.stringMatching(/server-rented is a kind .* registry lost/)]);
});
