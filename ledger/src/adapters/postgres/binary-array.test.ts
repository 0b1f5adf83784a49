import pg from "pg";
import { expect, inject, test } from "vitest";
import { integerArray, textArray } from "#ledger/adapters/postgres/binary-array.ts";

async function readBack(array: Buffer, type: string) {
  const client = new pg.Client(inject("postgresUrl"));
  await client.connect();
  const { rows } = await client.query(`select array_to_json($1::${type}[]) as items`, [array]);
  await client.end();
  return rows[0]?.items;
}

test.each([
  [["", 'a "quoted" {text}, NULL', "né à l'été 🏛", "\\ back"], "text"],
  [[], "text"],
  [['{"b":1,"a":[2]}', '"\\u0000"'], "json"],
  [["a", null, ""], "text"],
] as const)("texts arrive as they are: %j", async (items, type) => {
  const expected = type === "json" ? items.map((item) => JSON.parse(item ?? "null")) : items;
  const found = await readBack(textArray(items, type), type);
  expect(found).toEqual(expected);
});

test("numbers arrive as they are, and so does none", async () => {
  const items = [0, 200, -1, null, 2_147_483_647];
  expect(await readBack(integerArray(items), "integer")).toEqual(items);
});
