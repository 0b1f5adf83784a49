/** Keeps movements in PostgreSQL: one table, positions without a gap and in the order of commit. */
import type { MovementOf, StreamCategory } from "@partita/schemas";
import type { Pool } from "pg";
import { appender } from "#ledger/adapters/postgres/appender.ts";
import { type StoreLimits, storeLimits } from "#ledger/adapters/postgres/limits.ts";
import { logWatch } from "#ledger/adapters/postgres/log-watch.ts";
import { reader } from "#ledger/adapters/postgres/reader.ts";
import { wishOf } from "#ledger/adapters/postgres/wish.ts";
import {
  appendBytesMax,
  type MovementStore,
  type Recorded,
  streamName,
} from "#ledger/store/store.ts";

/** One connection waits for news of the log and one writes, while another reads. */
const connectionsMin = 3;

type Opening = { readonly pool: Pool; readonly limits?: StoreLimits };

/**
 * Over a pool whose database `migrateLedger` has brought up to date. It takes connections only
 * while it has something to do, so that whoever ends the pool ends the store; while somebody waits
 * beyond a position, one is taken for that.
 */
export function postgresStore({ pool, limits = storeLimits }: Opening): MovementStore {
  if (pool.options.max < connectionsMin)
    throw new Error(`the store needs a pool of at least ${connectionsMin} connections`);
  if (!pool.listeners("error").includes(hearOut)) pool.on("error", hearOut);
  const { stream, command, page, head } = reader(pool, limits);
  const write = appender({ pool, limits, writtenBy: command });
  const watch = logWatch(pool, head);

  return {
    read: async <C extends StreamCategory>(category: C, streamId: string, after = 0) => {
      const found = await stream({ stream: streamName(category, streamId), after });
      // A stream is written only through append, which takes movements of its own category.
      return found as unknown as readonly Recorded<MovementOf<C>>[];
    },
    writtenBy: command,
    append: async (category, streamId, expected, movements) => {
      const wish = wishOf({ category, streamId, expected, movements });
      const { bytes } = wish;
      if (bytes > appendBytesMax) return { status: "too-large", bytes, bytesMax: appendBytesMax };
      return write(wish);
    },
    readAll: page,
    head,
    waitBeyond: watch.beyond,
  };
}

/** An idle connection was lost: the pool makes another. Unheard, it would end the process. */
function hearOut(): void {}
