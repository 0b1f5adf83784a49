/** Keeps contacts in PostgreSQL, written in bundles: many agents poll, few rows change at once. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Contact,
  type Contacts,
  contactDaysMax,
  shortened,
  type Told,
} from "#api/contacts/contacts.ts";

/** The part of a pool of `pg` that is needed here. */
export type Queried = {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
};

export type KeptContacts = Contacts & {
  /** Writes what is not written yet, and then no more. */
  close(): Promise<void>;
};

/** How long a contact may wait to be written, with all that come meanwhile. */
const bundleMilliseconds = 500;
/** Beyond this the latest are dropped: whoever polls is heard of again within a minute. */
const waitingMax = 100_000;
const pruneMilliseconds = 3_600_000;

// Unlogged: after a crash of the server it is empty, and full again with the next polls.
const creation = `
  select pg_advisory_xact_lock(hashtext('contacts.contact'));
  create schema if not exists contacts;
  create unlogged table if not exists contacts.contact (
    reference text collate "C" primary key, said text not null, told_at timestamptz not null,
    created_at timestamptz not null, since timestamptz not null);`;
const upsert = `
  insert into contacts.contact as known (reference, said, told_at, created_at, since)
  select reference, said, told_at, told_at, told_at
  from unnest($1::text[], $2::text[], $3::timestamptz[]) as told (reference, said, told_at)
  on conflict (reference) do update set
    said = excluded.said,
    told_at = excluded.told_at,
    created_at = case
      when known.told_at < excluded.told_at - make_interval(days => ${contactDaysMax})
      then excluded.told_at else known.created_at end,
    since = case when split_part(known.said, ' ', 1) = split_part(excluded.said, ' ', 1)
        and known.told_at >= excluded.told_at - make_interval(days => ${contactDaysMax})
      then known.since else excluded.told_at end
  where known.told_at <= excluded.told_at`;
const selection = `
  select reference, said, told_at, created_at, since from contacts.contact
  where reference = any($1) and told_at > now() - make_interval(days => ${contactDaysMax})`;
const pruning = `delete from contacts.contact
  where told_at <= now() - make_interval(days => ${contactDaysMax})`;

type Kept = {
  readonly reference: string;
  readonly said: string;
  readonly told_at: Date;
  readonly created_at: Date;
  readonly since: Date;
};

export type Keeping = {
  readonly pool: Queried;
  /** What could not be written is told here, once per bundle. */
  readonly onFailure: (cause: unknown) => void;
};

/** Makes its table where it is missing; several processes may do so at once, and share it. */
export async function postgresContacts({ pool, onFailure }: Keeping): Promise<KeptContacts> {
  await pool.query(creation);
  const ending = new AbortController();
  const bundles = bundling({ pool, onFailure });
  const writing = writeBundles(bundles, { pool, onFailure, signal: ending.signal });
  return {
    note: bundles.add,
    find: async (references) => {
      await bundles.write();
      const { rows } = await pool.query(selection, [references]);
      // The columns are those of the selection.
      return new Map((rows as readonly Kept[]).map((row) => [row.reference, contactIn(row)]));
    },
    close: async () => {
      ending.abort();
      await writing;
      await bundles.write();
    },
  };
}

type Bundles = { readonly add: (told: Told) => void; readonly write: () => Promise<void> };

/** One bundle is under way at a time; who waits for `write` finds all that was added before. */
function bundling({ pool, onFailure }: Keeping): Bundles {
  const waiting = new Map<string, Told>();
  let underWay: Promise<void> = Promise.resolve();
  const writeNow = async () => {
    if (waiting.size === 0) return;
    const columns = columnsOf([...waiting.values()]);
    waiting.clear();
    await pool.query(upsert, columns).catch(onFailure);
  };
  return {
    add: (told) => {
      if (waiting.size >= waitingMax && !waiting.has(told.reference)) return;
      waiting.set(told.reference, { ...told, text: shortened(told.text) });
    },
    write: () => {
      underWay = underWay.then(writeNow);
      return underWay;
    },
  };
}

async function writeBundles(
  { write }: Bundles,
  { pool, onFailure, signal }: Keeping & { readonly signal: AbortSignal },
): Promise<void> {
  let pruneIn = 0;
  while (!signal.aborted) {
    await sleep(bundleMilliseconds, undefined, { signal, ref: false }).catch(() => undefined);
    await write();
    pruneIn -= bundleMilliseconds;
    if (pruneIn > 0 || signal.aborted) continue;
    pruneIn = pruneMilliseconds;
    await pool.query(pruning).catch(onFailure);
  }
}

/** In one order everywhere, so that two processes never wait for each other's rows. */
function columnsOf(bundle: Told[]): readonly (readonly string[])[] {
  const inOrder = bundle.sort(byReference);
  return [
    inOrder.map(({ reference }) => reference),
    inOrder.map(({ text }) => text.replaceAll("\0", "")),
    inOrder.map(({ at }) => at),
  ];
}

function byReference(left: Told, right: Told): number {
  return left.reference < right.reference ? -1 : 1;
}

function contactIn({ said, told_at, created_at, since }: Kept): Contact {
  return {
    text: said,
    at: told_at.toISOString(),
    createdAt: created_at.toISOString(),
    since: since.toISOString(),
  };
}
