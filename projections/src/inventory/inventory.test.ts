import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "#projections/inventory/entry.ts";
import type { Inventory, KeptInventory } from "#projections/inventory/inventory.ts";
import type { HistoryLine, HistoryPlace } from "#projections/inventory/question.ts";
import { inventoryContract } from "#projections/testing/inventory-contract.ts";
import {
  type OpenInventory,
  openMemoryInventory,
  openPostgresInventory,
} from "#projections/testing/open-inventory.ts";
import {
  chanceOf,
  randomDimensions,
  randomEntries,
  randomQuestion,
} from "#projections/testing/random-inventory.ts";

const database = await testDatabase();
afterAll(() => database.drop());

inventoryContract("memory", openMemoryInventory);
inventoryContract("PostgreSQL", () => openPostgresInventory(database.url));

const seed = Number(process.env.PARTITA_SEED ?? Date.now() % 1_000_000);
/** Enough for a block of blocks: some key has more than 8,192 lines. */
const entriesCount = 11_500;
const batch = 700;
const questions = 40;

describe(`by chance, from seed ${seed} (PARTITA_SEED)`, () => {
  let plain: OpenInventory;
  let postgres: OpenInventory;
  const chance = chanceOf(seed);
  const entries = randomEntries(chance, entriesCount);
  const head = entries.at(-1)?.position ?? 0n;

  beforeAll(async () => {
    plain = await openMemoryInventory();
    postgres = await openPostgresInventory(database.url);
    for (const { inventory } of [plain, postgres]) await fill(inventory, entries);
  });
  afterAll(() => Promise.all([plain.close(), postgres.close()]));

  const both = <Answer>(ask: (inventory: Inventory) => Promise<Answer>) =>
    Promise.all([ask(plain.inventory), ask(postgres.inventory)]);

  test("a balance in PostgreSQL is the plain sum of its lines, at any moment", async () => {
    let nonZero = 0;
    for (let turn = 0; turn < questions * 4; turn++) {
      const question = randomQuestion(chance, head);
      const [sum, answer] = await both((inventory) => inventory.balance(question));
      expect(answer, asText(question)).toEqual(sum);
      if (sum.answer !== "0") nonZero += 1;
    }
    expect(nonZero).toBeGreaterThan(questions);
  });

  test("a list in PostgreSQL is the plain list, page by page", async () => {
    for (let turn = 0; turn < questions; turn++) {
      const by = randomDimensions(chance);
      const { filters, ...asked } = randomQuestion(chance, head);
      const { resource, ...others } = filters;
      const some = chance.is(0.5) ? filters : others;
      const question = { ...asked, filters: some, by, limit: 1 + chance.below(20) };
      const [sums, answer] = await both((inventory) => inventory.list(question));
      expect(answer, asText(question)).toEqual(sums);
      const after = sums.answer.at(-1)?.key;
      if (after === undefined) continue;
      const next = await both((inventory) => inventory.list({ ...question, after }));
      expect(next[1], asText(question)).toEqual(next[0]);
    }
  });

  test("a history in PostgreSQL is the plain history, and its pages are the whole", async () => {
    for (let turn = 0; turn < questions; turn++) {
      const question = { ...randomQuestion(chance, head), limit: 40 };
      const [lines, answer] = await both((inventory) => inventory.history(question));
      expect(answer, asText(question)).toEqual(lines);
      expect(await paged(postgres.inventory, question), asText(question)).toEqual(lines.answer);
    }
  });

  test("entries come back as they were written", async () => {
    const pages = [];
    for (let after = { position: 0n, index: 0 }; pages.length < entriesCount; ) {
      const page = await postgres.inventory.entries(after, 5_000);
      pages.push(...page);
      after = page.at(-1) ?? after;
    }
    expect(pages).toEqual(entries);
  });
});

async function paged(
  inventory: Inventory,
  question: Parameters<Inventory["history"]>[0],
): Promise<readonly HistoryLine[]> {
  const lines: HistoryLine[] = [];
  let after: HistoryPlace | undefined;
  while (lines.length < question.limit) {
    const limit = Math.min(7, question.limit - lines.length);
    const page = await inventory.history({ ...question, limit, ...(after && { after }) });
    lines.push(...page.answer);
    after = page.answer.at(-1);
    if (page.answer.length < limit) break;
  }
  return lines;
}

async function fill(inventory: KeptInventory, entries: readonly Entry[]): Promise<void> {
  const filling = await inventory.change(({ begin }) => begin(1));
  for (let from = 0; from < entries.length; from += batch) {
    const some = entries.slice(from, from + batch);
    const position = some.at(-1)?.position ?? 0n;
    await inventory.change(({ add }) =>
      add(filling, { entries: some, standings: new Map() }, position),
    );
  }
  await inventory.change(({ goLive }) => goLive(filling));
}

function asText(question: object): string {
  return JSON.stringify(question, (_, value) => (typeof value === "bigint" ? `${value}` : value));
}
