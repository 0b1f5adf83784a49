import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { postgresContacts } from "#api/adapters/postgres-contacts.ts";
import { type Contacts, contactCharactersMax } from "#api/contacts/contacts.ts";
import { memoryContacts } from "#api/contacts/memory-contacts.ts";

const opened: Readonly<Record<string, () => Promise<Contacts>>> = {
  memory: async () => memoryContacts(),
  PostgreSQL: async () => {
    const { pool } = await database();
    const contacts = await postgresContacts({ pool, onFailure: failed });
    onTestFinished(() => contacts.close());
    return contacts;
  },
};

describe.each(Object.entries(opened))("contacts kept in %s", (_, open) => {
  test("what was never heard of is not known", async () => {
    const contacts = await open();
    expect(await contacts.find(["COMP-1"])).toEqual(new Map());
  });

  test("what was told last is known, since its word first came", async () => {
    const contacts = await open();
    const first = moment(0);
    contacts.note({ reference: "COMP-1", text: "#access COMP-1", at: first });
    await contacts.find(["COMP-1"]);
    contacts.note({ reference: "COMP-1", text: "#access again", at: moment(60) });
    const found = await contacts.find(["COMP-1", "COMP-2"]);
    expect(found).toEqual(
      new Map([
        ["COMP-1", { text: "#access again", at: moment(60), createdAt: first, since: first }],
      ]),
    );
  });

  test("another word begins anew", async () => {
    const contacts = await open();
    contacts.note({ reference: "INST-1", text: "#access fine", at: moment(0) });
    await contacts.find(["INST-1"]);
    contacts.note({ reference: "INST-1", text: "#error broken", at: moment(60) });
    const found = (await contacts.find(["INST-1"])).get("INST-1");
    expect(found).toMatchObject({ createdAt: moment(0), since: moment(60) });
  });

  test("what comes late changes nothing", async () => {
    const contacts = await open();
    contacts.note({ reference: "INST-1", text: "#access fine", at: moment(60) });
    await contacts.find(["INST-1"]);
    contacts.note({ reference: "INST-1", text: "#error broken", at: moment(0) });
    const found = (await contacts.find(["INST-1"])).get("INST-1");
    expect(found?.text).toBe("#access fine");
  });

  test("of a long text the end is kept, and the word that says what it is", async () => {
    const contacts = await open();
    const text = `#error ${"x".repeat(contactCharactersMax)} because of this`;
    contacts.note({ reference: "INST-1", text, at: moment(0) });
    const found = (await contacts.find(["INST-1"])).get("INST-1");
    expect(found?.text).toHaveLength(contactCharactersMax);
    expect(found?.text).toMatch(/^#error .*because of this$/);
  });
});

test("two processes share what is kept in PostgreSQL", async () => {
  const { pool } = await database();
  const one = await postgresContacts({ pool, onFailure: failed });
  const other = await postgresContacts({ pool, onFailure: failed });
  one.note({ reference: "COMP-1", text: "#access COMP-1", at: moment(0) });
  await one.close();
  expect((await other.find(["COMP-1"])).get("COMP-1")?.text).toBe("#access COMP-1");
  await other.close();
});

test("a database that is away loses contacts, and is told of, but hurts nobody", async () => {
  const { pool } = await database();
  const causes: unknown[] = [];
  const contacts = await postgresContacts({ pool, onFailure: (cause) => causes.push(cause) });
  await pool.query("drop schema contacts cascade");
  contacts.note({ reference: "COMP-1", text: "#access COMP-1", at: moment(0) });
  await contacts.close();
  expect(causes).toHaveLength(1);
});

const start = Date.now() - 3_600_000;

/** Seconds after an hour ago. */
function moment(seconds: number): string {
  return new Date(start + seconds * 1000).toISOString();
}

function failed(cause: unknown): never {
  throw new Error("contacts could not be written", { cause });
}

async function database() {
  const made = await testDatabase();
  const pool = new pg.Pool({ connectionString: made.url, max: 2 });
  onTestFinished(async () => {
    await pool.end();
    await made.drop();
  });
  return { pool };
}
