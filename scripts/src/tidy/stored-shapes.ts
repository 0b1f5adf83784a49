/** Every shape in which a movement was ever stored has a fixture, and no fixture ever changes. */
import { storedShapes } from "@partita/schemas/stored-shapes.ts";
import {
  digestsPath,
  fixtureDigests,
  recordedDigests,
  type StoredFixture,
  storedFixtures,
} from "../fixtures/stored-fixtures.ts";
import type { Finding, Rule } from "./rule.ts";

const howTo = "docs/changing-a-movement.md says how";

export const storedShapeFixtures: Rule = {
  says: "each shape that was ever stored has its fixture, which never changes",
  check: ({ files }) => {
    const fixtures = storedFixtures(files);
    const named = Map.groupBy(fixtures, ({ name }) => name);
    return [
      ...storedShapes.flatMap(({ name, digest }) => newest(name, digest, named.get(name) ?? [])),
      ...[...named].flatMap(([name, mine]) => unbroken(name, mine)),
      ...unchanged(recordedDigests(files), fixtureDigests(files)),
    ];
  },
};

function newest(name: string, digest: string, fixtures: readonly StoredFixture[]) {
  if (fixtures.at(-1)?.shape === digest) return [];
  const path = `schemas/fixtures/stored/${name}`;
  const says =
    fixtures.length === 0
      ? `has no fixture of what is stored today: npm run fixtures writes it`
      : `has no fixture of today's shape: npm run fixtures writes it, and where what was stored ` +
        `before does not fit any more, it needs an upcaster; ${howTo}`;
  return [{ path, says }];
}

function unbroken(name: string, fixtures: readonly StoredFixture[]): readonly Finding[] {
  const isKnown = storedShapes.some((shape) => shape.name === name);
  const gaps = fixtures.filter(({ number }, index) => number !== index + 1);
  return [
    ...gaps.map(({ path }) => ({ path, says: "follows a number that is missing" })),
    ...(isKnown
      ? []
      : [
          {
            path: `schemas/fixtures/stored/${name}`,
            says: "is a kind that was stored and that the registry lost; what was written stays",
          },
        ]),
  ];
}

function unchanged(
  recorded: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): readonly Finding[] {
  const lost = Object.entries(recorded)
    .filter(([path, digest]) => found[path] !== digest)
    .map(([path]) => ({
      path,
      says:
        found[path] === undefined
          ? "was deleted; what was stored in its shape still is: take it back"
          : "was changed; what is stored does not change: take it back, and write the next number",
    }));
  const unrecorded = Object.keys(found)
    .filter((path) => recorded[path] === undefined)
    .map((path) => ({ path, says: `is not in ${digestsPath}: run npm run fixtures` }));
  return [...lost, ...unrecorded];
}
