/** Keeps movements in EventStoreDB or KurrentDB; a position is the commit position in its log. */
import { EventStoreDBClient } from "@eventstore/db-client";
import type { MovementOf, StreamCategory } from "@partita/schemas";
import { appender } from "#ledger/adapters/eventstore/appender.ts";
import { claimsIn } from "#ledger/adapters/eventstore/claims.ts";
import { connectionOf } from "#ledger/adapters/eventstore/connection.ts";
import { knownLengths } from "#ledger/adapters/eventstore/known-lengths.ts";
import { type StoreLimits, storeLimits } from "#ledger/adapters/eventstore/limits.ts";
import { logReader } from "#ledger/adapters/eventstore/log-reader.ts";
import { places } from "#ledger/adapters/eventstore/places.ts";
import { rawStreams } from "#ledger/adapters/eventstore/raw-streams.ts";
import { wishOf } from "#ledger/adapters/eventstore/stored.ts";
import { streamNames } from "#ledger/adapters/eventstore/stream-names.ts";
import { streamsIn } from "#ledger/adapters/eventstore/streams.ts";
import { tail } from "#ledger/adapters/eventstore/tail.ts";
import { turns } from "#ledger/adapters/eventstore/turns.ts";
import {
  appendBytesMax,
  type MovementStore,
  type Recorded,
  StoreUnavailable,
  streamName,
} from "#ledger/store/store.ts";

export type EventStore = {
  readonly store: MovementStore;
  /** Ends the connection; whoever still waits is woken, whoever still asks hears of a fault. */
  close(): Promise<void>;
};

type Settings = {
  /** Houses with different namespaces share a server and know nothing of each other. */
  readonly namespace?: string;
  readonly limits?: Partial<StoreLimits>;
};

/**
 * By a connection string: `esdb://user:password@host:2113?tls=true`, or `esdb+discover://` for a
 * cluster. Resolves once the log could be read; rejects when the string cannot be understood, the
 * server is away, or we may not read its log.
 */
export async function openEventStore(url: string, settings: Settings = {}): Promise<EventStore> {
  const opened = eventStoreStore(clientOf(url), settings);
  try {
    await opened.store.head();
  } catch (cause) {
    await opened.close();
    if (cause instanceof StoreUnavailable) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the log of the event store cannot be read: ${reason}`, { cause });
  }
  return opened;
}

/** KurrentDB's name for the same addresses, which a client of EventStoreDB does not know. */
const newerScheme = /^(?:kurrentdb|kdb)(\+discover)?:/;

function clientOf(url: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(url.replace(newerScheme, "esdb$1:"));
  } catch (fault) {
    // What could not be understood may be a password: neither it nor the fault, which holds all of
    // the address, is passed on.
    const reason = fault instanceof Error ? fault.message : "";
    const [, place, wanted] = /at position (\d+), expected (.*)\.$/s.exec(reason) ?? [];
    const says = place === undefined ? reason : `at character ${place}, expected ${wanted}`;
    throw new Error(`the address of the event store cannot be understood: ${says}`);
  }
}

/** Over a client of our own: closing the store closes it. */
function eventStoreStore(
  client: EventStoreDBClient,
  { namespace, limits: changed }: Settings,
): EventStore {
  const limits = { ...storeLimits, ...changed };
  const names = streamNames(namespace);
  const connection = connectionOf(client);
  const raw = rawStreams(connection, limits);
  const streams = streamsIn(raw, names);
  const claims = claimsIn(raw, names, limits);
  const lengths = knownLengths();
  const found = places({ streams, claims, lengths, limits });
  const append = appender({ streams, claims, places: found, lengths, limits });
  const log = logReader(connection, names, limits);
  const watch = tail({ connection, names, limits, head: log.head });
  const inTurn = turns(limits);

  const store: MovementStore = {
    read: async <C extends StreamCategory>(category: C, streamId: string, after = 0) => {
      const recorded = await streams.movements(streamName(category, streamId), after);
      const last = recorded.at(-1);
      if (last !== undefined) lengths.learn(last.stream, last.revision);
      // A stream is written only through append, which takes movements of its own category.
      return recorded as unknown as readonly Recorded<MovementOf<C>>[];
    },
    writtenBy: found.writtenBy,
    append: async (category, streamId, expected, movements) => {
      const wish = wishOf({ category, streamId, expected, movements });
      const { bytes } = wish;
      if (bytes > appendBytesMax) return { status: "too-large", bytes, bytesMax: appendBytesMax };
      return inTurn(bytes, () => append(wish));
    },
    readAll: log.page,
    head: log.head,
    waitBeyond: watch.beyond,
  };
  const close = async () => {
    watch.close();
    log.close();
    await connection.close();
  };
  return { store, close };
}
