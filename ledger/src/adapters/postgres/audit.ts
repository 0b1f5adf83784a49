/** Looks through the table of movements itself, for damage that the leaves do not show. */
import { readFileSync } from "node:fs";
import type { AuditPage, Complaint } from "@partita/schemas/log/audit.ts";
import { leafHash } from "@partita/schemas/log/hashes.ts";
import { anyLeafText } from "@partita/schemas/log/leaf-text.ts";
import type { Pool } from "pg";
import type { Position } from "#ledger/store/store.ts";

const rowsOf = readFileSync(new URL("./sql/audit-page.sql", import.meta.url), "utf8");
const leavesOf = `select index::text, position::text, movement, hash from ledger.tree_leaf
  where position > $1 and position <= $2 order by tree_leaf.position`;
const boundsOf = `select
  (select max(position) from ledger.movement where position <= $1)::text as before,
  least(
    (select min(position) from ledger.movement where position > $1),
    (select min(position) from ledger.tree_leaf where position > $1)
  )::text as next,
  (select max(position) from ledger.tree_leaf)::text as grown`;

/** Positions in one page: some tens of milliseconds, so that others get their turn in between. */
const pagePositionsMax = 2_000n;

type Row = {
  readonly place: string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly body: string;
  /** Of the revision before, in the same stream. */
  readonly earlier_revision: number | null;
  readonly earlier_place: string | null;
};
type LeafRow = {
  readonly index: string;
  readonly position: string;
  readonly movement: string;
  readonly hash: Buffer;
};

/** Over a pool whose database `migrateLedger` has brought up to date. */
export function postgresAudit({ pool }: { readonly pool: Pool }) {
  return async (after: Position): Promise<AuditPage> => {
    const bounds = await pool.query<Bounds>(boundsOf, [after]);
    const { before, next, grown } = bounds.rows[0] ?? {};
    if (next == null) return { complaints: [], checked: 0, position: `${after}`, done: true };
    // What is empty for long is stepped over: somebody may have moved a row to the end of numbers.
    const from = BigInt(next) - 1n;
    const to = from + pagePositionsMax;
    const { rows } = await pool.query<Row>(rowsOf, [from, to]);
    const leaves = await pool.query<LeafRow>(leavesOf, [from, to]);
    const known = { before: BigInt(before ?? 0), grown: BigInt(grown ?? 0) };
    const complaints = complaintsOf(rows, leaves.rows, known);
    return { complaints, checked: rows.length, position: `${to}`, done: false };
  };
}

type Bounds = {
  readonly before: string | null;
  readonly next: string | null;
  readonly grown: string | null;
};

type Known = {
  /** The last movement of the page before. */
  readonly before: Position;
  /** Where the tree stands. */
  readonly grown: Position;
};

function complaintsOf(
  rows: readonly Row[],
  leaves: readonly LeafRow[],
  { before, grown }: Known,
): Complaint[] {
  const byPlace = new Map(leaves.map((leaf) => [leaf.position, leaf]));
  const stored = new Set(rows.map(({ place }) => place));
  const dropped = leaves.filter(({ position }) => !stored.has(position)).map(missing);
  const gaps = rows.flatMap((row, index) => {
    return gapBefore(row, BigInt(rows[index - 1]?.place ?? before), byPlace);
  });
  const damaged = rows.flatMap((row) => [
    ...columnComplaints(row),
    ...streamComplaints(row),
    ...leafComplaints(row, byPlace.get(row.place), grown),
  ]);
  return [...dropped, ...gaps, ...damaged].sort((one, other) =>
    Number(BigInt(one.position) - BigInt(other.position)),
  );
}

function missing({ index, position, movement }: LeafRow): Complaint {
  return { code: "movement-missing", position, index: Number(index), movement };
}

/** A gap is told of once, at its first position; where the tree had a leaf, that was told. */
function gapBefore(
  { place }: Row,
  before: Position,
  leaves: ReadonlyMap<string, LeafRow>,
): Complaint[] {
  const first = before + 1n;
  if (BigInt(place) === first || leaves.has(`${first}`)) return [];
  const detail = `positions ${first} to ${BigInt(place) - 1n} are empty`;
  return [{ code: "position-missing", position: `${first}`, detail }];
}

function columnComplaints({ place, id, body }: Row): Complaint[] {
  const movement: unknown = JSON.parse(body);
  const own = Object(movement).id;
  const complaints: Complaint[] = [];
  if (own !== id)
    complaints.push({
      code: "id-differs",
      position: place,
      movement: `${own}`,
      detail: `the column says ${id}`,
    });
  // Spaces, escapes and keys that come twice are lost when JSON is read: only the text shows them.
  if (JSON.stringify(movement) !== body)
    complaints.push({ code: "body-respelled", position: place, movement: `${own}` });
  return complaints;
}

function streamComplaints(row: Row): Complaint[] {
  const { place, stream, revision, id } = row;
  const earlier = row.earlier_revision ?? 0;
  const at = { position: place, movement: id };
  if (revision !== earlier + 1) {
    const detail = `revision ${revision} of ${stream} follows ${earlier}`;
    return [{ code: "revision-skipped", ...at, detail }];
  }
  if (row.earlier_place === null || BigInt(row.earlier_place) < BigInt(place)) return [];
  const detail = `revision ${earlier} of ${stream} stands at ${row.earlier_place}`;
  return [{ code: "stream-reordered", ...at, detail }];
}

function leafComplaints(row: Row, leaf: LeafRow | undefined, grown: Position): Complaint[] {
  const { place, stream, revision, id, body } = row;
  if (leaf === undefined)
    return BigInt(place) > grown ? [] : [{ code: "leaf-missing", position: place, movement: id }];
  const hash = leafHash(anyLeafText({ movement: JSON.parse(body), revision, stream }));
  if (hash.equals(leaf.hash)) return [];
  const index = Number(leaf.index);
  const detail = `${leaf.movement} entered the tree here`;
  return [{ code: "leaf-differs", position: place, index, movement: id, detail }];
}
