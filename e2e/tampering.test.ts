import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedLog, servedLog, type Verified } from "./testing/served-log.ts";

/** Two full tiles and a partial one. */
const size = 600;

let house: ServedLog;
beforeEach(async () => {
  house = await servedLog();
  await house.grow(size - 10);
  await house.grow(10);
});
afterEach(() => house.close());

type Found = readonly { readonly damage: string; readonly index?: number | undefined }[];

/** What the leaves show, without what the audit of the table adds. */
function located({ findings }: Verified): Found {
  return findings.filter(({ damage }) => damage !== "table" && damage !== "respelled");
}

function inTable({ findings }: Verified): readonly string[] {
  return findings
    .filter(({ damage }) => damage === "table" || damage === "respelled")
    .map(({ position, damage, says }) => `${position} ${damage}: ${says.split(".")[0]}`);
}

const hashOf = "The movement has another hash than when it entered the tree";

test("a log that nobody touched is whole, and what was checked is said", async () => {
  const verified = await house.verify("--key", house.key);
  expect(verified).toMatchObject({ exit: 0, isWhole: true, size, findings: [] });
  const text = verified.checked.join("\n");
  for (const words of ["the key that was given", "2 checkpoints", "All 600 movements", "600 rows"])
    expect(text).toContain(words);
});

describe("found, and located by index, position and movement:", () => {
  test.each([
    ["a byte of its body", "body = replace(body::text, '\"delivered\"', '\"confirmed\"')::json"],
    ["its amount", 'body = replace(body::text, \'"quantity":"\', \'"quantity":"9\')::json'],
    ["its stream", "stream = 'computer-COMP-9'"],
    ["its revision", "revision = revision + 1000"],
  ])("a movement with %s changed", async (_, change) => {
    const movement = await house.idAt(301);
    const { rowCount } = await house.pool.query(
      "select 1 from ledger.movement where position = 301",
    );
    expect(rowCount).toBe(1);
    await house.tamper(`update ledger.movement set ${change} where position = 301`);
    const verified = await house.verify();
    expect(verified).toMatchObject({ exit: 1, isWhole: false });
    expect(located(verified)).toMatchObject([
      { damage: "changed", index: 300, position: "301", movement },
    ]);
    expect(inTable(verified)).toContain(`301 table: ${hashOf}`);
  });

  test.each([1, 300, size])("a movement at position %i dropped", async (position) => {
    const movement = await house.idAt(position);
    await house.tamper(`delete from ledger.movement where position = ${position}`);
    const verified = await house.verify();
    expect(verified.exit).toBe(1);
    expect(located(verified)).toMatchObject([
      { damage: "dropped", index: position - 1, position: `${position}`, movement },
    ]);
  });

  test("a movement dropped, and the gap closed", async () => {
    const movement = await house.idAt(300);
    await house.tamper(
      "delete from ledger.movement where position = 300",
      "update ledger.movement set position = position + 9999 where position > 300",
      "update ledger.movement set position = position - 10000 where position > 9999",
    );
    const verified = await house.verify();
    expect(located(verified)).toMatchObject([{ damage: "dropped", index: 299, movement }]);
  });

  test("two movements swapped", async () => {
    const [one, other] = [await house.idAt(100), await house.idAt(500)];
    await house.tamper(
      "update ledger.movement set position = 9999 where position = 100",
      "update ledger.movement set position = 100 where position = 500",
      "update ledger.movement set position = 500 where position = 9999",
    );
    const verified = await house.verify();
    expect(located(verified)).toMatchObject([{ damage: "swapped", index: 99, movement: other }]);
    expect(verified.findings[0]?.says).toContain(`where ${one} stood, and that at index 499`);
  });

  test("a movement put in between", async () => {
    await house.tamper(
      "update ledger.movement set position = position + 9999 where position >= 300",
      "update ledger.movement set position = position - 9998 where position > 9999",
      `insert into ledger.movement (position, stream, revision, id, body)
       select 300, 'computer-FORGED', 1, 'forged/0',
         replace(body::text, id, 'forged/0')::json from ledger.movement where position = 1`,
    );
    const verified = await house.verify();
    expect(located(verified)).toMatchObject([
      { damage: "inserted", index: 299, position: "300", movement: "forged/0" },
    ]);
  });

  test("a movement replaced by another", async () => {
    const before = await house.idAt(300);
    await house.tamper(
      `update ledger.movement set id = 'forged/0', body = replace(body::text, id, 'forged/0')::json
       where position = 300`,
    );
    const verified = await house.verify();
    expect(located(verified)).toMatchObject([
      { damage: "changed", index: 299, position: "300", movement: "forged/0" },
    ]);
    expect(verified.findings[0]?.says).toBe(`it stands where ${before} entered the tree`);
  });

  test("several of these at once", async () => {
    await house.tamper(
      "update ledger.movement set stream = 'computer-COMP-9' where position = 10",
      "delete from ledger.movement where position in (300, 301)",
      "update ledger.movement set stream = 'computer-COMP-8' where position = 590",
    );
    expect(located(await house.verify())).toMatchObject([
      { damage: "changed", index: 9 },
      { damage: "dropped", index: 299 },
      { damage: "dropped", index: 300 },
      { damage: "changed", index: 589 },
    ]);
  });
});

describe("what no leaf shows is found in the table:", () => {
  test("an id in its column that is not the movement's", async () => {
    await house.tamper("update ledger.movement set id = 'other/0' where position = 300");
    const verified = await house.verify();
    expect([verified.exit, located(verified)]).toEqual([1, []]);
    expect(inTable(verified)).toEqual([
      "300 table: The column of the id says something else than the movement",
    ]);
  });

  test.each([
    ["a space", "'{ ' || substr(body::text, 2)"],
    ["an escape", "replace(body::text, '\"kind\"', '\"\\u006bind\"')"],
    ["a key that comes twice", '\'{"kind":"nothing",\' || substr(body::text, 2)'],
  ])("a body spelled differently, by %s", async (_, text) => {
    await house.tamper(`update ledger.movement set body = (${text})::json where position = 300`);
    const verified = await house.verify();
    expect([verified.exit, located(verified)]).toEqual([1, []]);
    expect(inTable(verified)).toEqual([
      "300 respelled: The text of the body is not as the ledger writes it",
    ]);
  });
});

describe("tampering with the tree itself is found:", () => {
  const flipped = "set hash = set_byte(hash, 7, get_byte(hash, 7) # 1)";

  test("a leaf's hash", async () => {
    const movement = await house.idAt(301);
    await house.tamper(`update ledger.tree_leaf ${flipped} where index = 300`);
    const verified = await house.verify();
    expect(verified.exit).toBe(1);
    expect(verified.findings.filter(({ damage }) => damage === "tile-changed")).toMatchObject([
      { says: expect.stringContaining("hash 1 of tile 1/000") },
      { index: 300, position: "301", movement },
    ]);
  });

  test("a node's hash", async () => {
    await house.tamper(`update ledger.tree_node ${flipped} where level = 1 and index = 1`);
    expect((await house.verify()).findings).toMatchObject([
      { damage: "tile-changed", says: expect.stringContaining("hash 1 of tile 1/000") },
    ]);
  });

  test("what it remembers of a movement's place", async () => {
    await house.tamper("update ledger.tree_leaf set position = 9999 where index = 300");
    const verified = await house.verify();
    expect(verified.exit).toBe(1);
    expect(inTable(verified)).toEqual([
      "301 table: The tree goes on beyond this position and has no leaf for it",
      "9999 table: The tree has a leaf for this position, and the table has no movement",
    ]);
  });

  test("a checkpoint's note", async () => {
    await house.tamper(
      "update ledger.tree_checkpoint set note = replace(note, '590', '591') where size = 590",
    );
    const verified = await house.verify();
    expect(verified).toMatchObject({ exit: 1, findings: [{ damage: "checkpoint-broken" }] });
  });

  test("the last checkpoint's note", async () => {
    await house.tamper(
      "update ledger.tree_checkpoint set note = replace(note, '600', '601') where size = 600",
    );
    const verified = await house.verify("--key", house.key);
    expect(verified).toMatchObject({ exit: 1, findings: [{ damage: "checkpoint-broken" }] });
  });

  test("a checkpoint's root, which the Master itself notices before it signs again", async () => {
    await house.tamper(
      "update ledger.tree_checkpoint set root = set_byte(root, 0, 1 - get_byte(root, 0) % 2)",
    );
    await expect(house.grow(1)).rejects.toThrow("does not continue the checkpoint");
  });

  test("a movement and the whole tree, made anew to fit it", async () => {
    await house.rewriteTree(
      "update ledger.movement set stream = 'computer-COMP-9' where position = 300",
    );
    const verified = await house.verify();
    expect(verified.exit).toBe(1);
    const damages = verified.findings.map(({ damage }) => damage);
    expect(damages).toEqual(expect.arrayContaining(["history-rewritten", "root-differs"]));
  });
});
