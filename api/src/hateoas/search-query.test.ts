import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { parseSearchQuery, searchQueryCharactersMax } from "#api/hateoas/search-query.ts";

const validated = 'portal_type:"Instance Tree" AND validation_state:validated';

test.each([
  [validated, { portal_type: ["Instance Tree"], validation_state: ["validated"] }],
  [`${validated} AND title:="my web"`, { title: ["my web"] }],
  [`${validated} AND title:="a "quoted" word"`, { title: ['a "quoted" word'] }],
  [`${validated} AND title:="Rock AND Roll"`, { title: ["Rock AND Roll"] }],
  [`${validated} AND title:=""`, { title: [""] }],
  [`${validated} AND title:="a\\b"`, { title: ["a\\b"] }],
  ['title:"a" OR title:"b"', { title: ['a" OR title:"b'] }],
  ['reference:="COMP-1"', { reference: ["COMP-1"] }],
  [
    'portal_type:("Software Instance", "Slave Instance") AND default_specialise_title:="my web"',
    {
      portal_type: ["Software Instance", "Slave Instance"],
      default_specialise_title: ["my web"],
    },
  ],
])("%s is read", (text, values) => {
  expect(Object.fromEntries(parseSearchQuery(text) ?? [])).toMatchObject(values);
});

test.each([
  "",
  "title",
  'title:"open',
  'title:"a" AND',
  'title:"a" AND title:"b"',
  'title:("a"',
  'title:"a") AND (reference:"b"',
  "title:%",
  'TITLE:"a"',
  `title:"${"x".repeat(searchQueryCharactersMax)}"`,
  Array.from({ length: 11 }, (_, index) => `a${"b".repeat(index)}:x`).join(" AND "),
])("%j is none of the sentences that are known", (text) => {
  expect(parseSearchQuery(text)).toBeUndefined();
});

test("a title between quotes is read as it is, whatever it is", () => {
  assert(
    property(string({ unit: "binary", maxLength: 200 }), (title) => {
      const ends = /"\s*($|[,)]|\sAND\s)/.test(title);
      const read = parseSearchQuery(`${validated} AND title:="${title}"`)?.get("title");
      return ends || (read?.length === 1 && read[0] === title);
    }),
  );
});

test("whatever is sent is answered, and at once", () => {
  assert(
    property(string({ maxLength: 4000 }), (text) => {
      parseSearchQuery(text);
      return true;
    }),
  );
  const hostile = `title:"${'" '.repeat(900)}`;
  expect(parseSearchQuery(hostile)).toBeDefined();
});
