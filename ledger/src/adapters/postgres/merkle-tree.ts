/** Keeps the Merkle tree in PostgreSQL: rows that are added and never changed. */
import { readFileSync } from "node:fs";
import type { Checkpoint } from "@partita/schemas/log/checkpoint.ts";
import { tileHashesMax } from "@partita/schemas/log/tile-path.ts";
import pg, { type Pool } from "pg";
import type { TreeLeaf, TreeNode, TreeStore } from "#ledger/merkle/tree-store.ts";

const growth = readFileSync(new URL("./sql/grow-tree.sql", import.meta.url), "utf8");
// Ordered by the column, named with its table: by its bare name it would be the text.
const lastLeaf = `select index::text, position::text from ledger.tree_leaf
  order by tree_leaf.index desc limit 1`;
const leafTile = `select string_agg(hash, ''::bytea order by index) as hashes
  from ledger.tree_leaf where index >= $1 and index < $2`;
const nodeTile = `select string_agg(hash, ''::bytea order by index) as hashes
  from ledger.tree_node where level = $3 and index >= $1 and index < $2`;
const places = `select position::text, movement from ledger.tree_leaf
  where index >= $1 order by index limit $2`;
const indexOf = "select index::text from ledger.tree_leaf where position = $1";
const keeping = `insert into ledger.tree_checkpoint (size, root, note) values ($1, $2, $3)
  on conflict (size) do nothing`;
const keptRoot = "select root from ledger.tree_checkpoint where size = $1";
const kept = `select size::text, root, note from ledger.tree_checkpoint
  where size > $1 order by tree_checkpoint.size limit $2`;
const lastKept = `select size::text, root, note from ledger.tree_checkpoint
  order by tree_checkpoint.size desc limit 1`;

/** Over a pool whose database `migrateLedger` has brought up to date. */
export function postgresTree({ pool }: { readonly pool: Pool }): TreeStore {
  return {
    head: async () => {
      const { rows } = await pool.query<{ index: string; position: string }>(lastLeaf);
      const [last] = rows;
      return last === undefined
        ? { size: 0, position: 0n }
        : { size: Number(last.index) + 1, position: BigInt(last.position) };
    },
    grow: (size, leaves, nodes) => grow(pool, { size, leaves, nodes }),
    tile: async (level, index) => {
      const from = index * tileHashesMax;
      const range = [from, from + tileHashesMax];
      const { rows } = await pool.query<{ hashes: Buffer | null }>(
        level === 0
          ? { text: leafTile, values: range }
          : { text: nodeTile, values: [...range, level] },
      );
      return rows[0]?.hashes ?? Buffer.alloc(0);
    },
    leaves: async (from, limit) => {
      type Place = { position: string; movement: string };
      const { rows } = await pool.query<Place>(places, [from, limit]);
      return rows.map(({ position, movement }) => ({ position: BigInt(position), movement }));
    },
    indexAt: async (position) => {
      const { rows } = await pool.query<{ index: string }>(indexOf, [position]);
      return rows[0] && Number(rows[0].index);
    },
    keep: (checkpoint) => keep(pool, checkpoint),
    checkpoints: async (size, limit) =>
      (await pool.query<KeptRow>(kept, [size, limit])).rows.map(checkpointOf),
    lastCheckpoint: async () => (await pool.query<KeptRow>(lastKept)).rows.map(checkpointOf)[0],
  };
}

type Growth = {
  readonly size: number;
  readonly leaves: readonly TreeLeaf[];
  readonly nodes: readonly TreeNode[];
};

const uniqueViolation = "23505";

async function grow(pool: Pool, { size, leaves, nodes }: Growth): Promise<boolean> {
  const values = [
    size,
    leaves.map(({ position }) => position),
    leaves.map(({ movement }) => movement),
    Buffer.concat(leaves.map(({ hash }) => hash)),
    nodes.map(({ level }) => level),
    nodes.map(({ index }) => index),
    Buffer.concat(nodes.map(({ hash }) => hash)),
  ];
  try {
    const { rows } = await pool.query<{ added: number }>({
      name: "grow-tree",
      text: growth,
      values,
    });
    return rows[0]?.added === leaves.length;
  } catch (fault) {
    // Another process added the same leaves while this statement was under way.
    if (fault instanceof pg.DatabaseError && fault.code === uniqueViolation) return false;
    throw fault;
  }
}

async function keep(pool: Pool, { size, root, note }: Checkpoint): Promise<void> {
  const { rowCount } = await pool.query(keeping, [size, root, note]);
  if (rowCount === 1) return;
  const { rows } = await pool.query<{ root: Buffer }>(keptRoot, [size]);
  if (rows[0]?.root.equals(root) !== true)
    throw new Error(`another root was signed for ${size} leaves`);
}

type KeptRow = { readonly size: string; readonly root: Buffer; readonly note: string };

function checkpointOf({ size, root, note }: KeptRow): Checkpoint {
  return { size: Number(size), root, note };
}
