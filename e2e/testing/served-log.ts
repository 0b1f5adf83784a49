/** A log in PostgreSQL whose tree is served over HTTP, and `partita` as its auditor runs it. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildApi, memoryContacts } from "@partita/api";
import { growToHead, type MerkleLog, merkleLog } from "@partita/ledger";
import { postgresAudit } from "@partita/ledger/adapters/postgres/audit.ts";
import { postgresTree } from "@partita/ledger/adapters/postgres/merkle-tree.ts";
import { migrateLedger } from "@partita/ledger/adapters/postgres/migrate.ts";
import { postgresStore } from "@partita/ledger/adapters/postgres/store.ts";
import { testDatabase } from "@partita/ledger/testing/test-database.ts";
import { memoryInventory, memoryRows } from "@partita/projections";
import { keyText } from "@partita/schemas/log/signed-note.ts";
import { a } from "@partita/schemas/testing/a.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import pg from "pg";

const partita = fileURLToPath(import.meta.resolve("../../cli/src/main.ts"));
const tables = ["movement", "tree_leaf", "tree_node", "tree_checkpoint"];

export type Verified = {
  readonly exit: number;
  readonly isWhole: boolean;
  readonly size: number;
  readonly checked: readonly string[];
  readonly findings: readonly {
    readonly damage: string;
    readonly index?: number;
    readonly position?: string;
    readonly movement?: string;
    readonly says: string;
  }[];
};

export type ServedLog = Awaited<ReturnType<typeof servedLog>>;

/** `keyName` makes the key; a log may call itself what another does. */
export async function servedLog(keyName = "served.example/log", name = keyName) {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  await migrateLedger(pool);
  const [store, tree] = [postgresStore({ pool }), postgresTree({ pool })];
  const signer = { ...aSigner(keyName), name };
  const merkle = merkleLog({ store, tree, signer, audit: postgresAudit({ pool }) });
  const app = serve(merkle, store);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const say = (words: readonly string[], token = "auditor") => spoken(url, token, words);
  /** Behind the ledger's back, as somebody who owns the database. */
  const tamper = async (...statements: readonly string[]) => {
    for (const table of tables)
      await pool.query(`alter table ledger.${table} disable trigger append_only`);
    for (const statement of statements) await pool.query(statement);
    for (const table of tables)
      await pool.query(`alter table ledger.${table} enable always trigger append_only`);
  };
  return {
    pool,
    store,
    merkle,
    signer,
    key: keyText(signer),
    url,
    say,
    /** Appends so many movements to three streams, lets the tree grow, and signs. */
    grow: async (count: number) => {
      await append(store, count);
      await growToHead({ store, tree });
      return merkle.seal();
    },
    verify: async (...words: string[]): Promise<Verified> => {
      const { exit, printed } = await say(["verify", "--json", ...words]);
      return { exit, ...JSON.parse(printed) };
    },
    tamper,
    /** The same with the whole tree made anew to fit: with all the rights there are. */
    rewriteTree: async (...statements: readonly string[]) => {
      await tamper(...statements, "truncate ledger.tree_leaf, ledger.tree_node");
      await growToHead({ store, tree });
    },
    /** The id of the movement at a position. */
    idAt: async (position: number): Promise<string> => {
      const text = "select id from ledger.movement where position = $1";
      return (await pool.query(text, [position])).rows[0].id;
    },
    close: async () => {
      await app.close();
      await pool.end();
      await database.drop();
    },
  };
}

function serve(merkle: MerkleLog, store: ReturnType<typeof postgresStore>) {
  const actors = { auditor: "person:auditor", ada: "person:ada" } as const;
  return buildApi({
    store,
    merkle,
    rows: memoryRows(),
    inventory: memoryInventory(),
    send: async () => {
      throw new Error("nobody sends anything here");
    },
    identities: {
      ofToken: async (token) => {
        if (token === "auditor") return { actor: actors.auditor, role: "auditor" };
        return token === "ada" ? { actor: actors.ada, role: "person" } : undefined;
      },
      ofCertificate: async () => undefined,
      recall: () => undefined,
    },
    contacts: memoryContacts(),
    clock: () => "2026-01-01T00:00:00.000Z",
    newId: () => "an-id",
  });
}

const commandMovements = 50;
let commands = 0;

async function append(store: ReturnType<typeof postgresStore>, count: number): Promise<void> {
  for (let left = count; left > 0; left -= commandMovements) {
    commands += 1;
    const computer = `COMP-${commands % 3}`;
    const { length } = await store.read("computer", computer);
    const movements = Array.from({ length: Math.min(left, commandMovements) }, (_, index) =>
      a("capacity-set", { id: `command-${commands}/${index}` }),
    );
    await store.append("computer", computer, length, movements);
  }
}

type Said = { readonly exit: number; readonly printed: string; readonly told: string };

/** A process of its own, as on an auditor's machine. */
function spoken(url: string, token: string, words: readonly string[]): Promise<Said> {
  const env = { PATH: process.env.PATH, PARTITA_URL: url, PARTITA_TOKEN: token };
  return new Promise((resolve) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [partita, ...words], options, (error, printed, told) => {
      const code = error === null ? 0 : error.code;
      resolve({ exit: typeof code === "number" ? code : -1, printed, told });
    });
  });
}
