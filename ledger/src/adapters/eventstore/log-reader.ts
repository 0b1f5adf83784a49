/**
 * Reads the log page by page. Between two pages of a follower its reading is kept open: a million
 * movements are one question to the server, not a thousand.
 */
import type { ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { Answers, Connection } from "#ledger/adapters/eventstore/connection.ts";
import type { StoreLimits } from "#ledger/adapters/eventstore/limits.ts";
import { parkedReadings } from "#ledger/adapters/eventstore/parked-readings.ts";
import { orUnavailable } from "#ledger/adapters/eventstore/patience.ts";
import { take, takeAll } from "#ledger/adapters/eventstore/reading.ts";
import { logEnd, logFrom } from "#ledger/adapters/eventstore/requests.ts";
import { isUnreadable } from "#ledger/adapters/eventstore/server-answer.ts";
import { foundIn } from "#ledger/adapters/eventstore/stored.ts";
import type { StreamNames } from "#ledger/adapters/eventstore/stream-names.ts";
import { type Position, PositionUnknown, type Recorded } from "#ledger/store/store.ts";

export type LogReader = {
  page(after: Position, limit: number): Promise<readonly Recorded[]>;
  head(): Promise<Position>;
  close(): void;
};

export function logReader(
  connection: Connection,
  names: StreamNames,
  limits: StoreLimits,
): LogReader {
  const { readMillisecondsMax: millisecondsMax } = limits;
  const parked = parkedReadings(limits);

  async function takePage(
    answers: Answers,
    after: Position,
    limit: number,
  ): Promise<readonly Recorded[]> {
    const of = (answer: ReadResp) => {
      const recorded = foundIn(answer, names)?.recorded;
      // The server begins with what stands at the position itself.
      return recorded !== undefined && recorded.position > after ? recorded : undefined;
    };
    const { found, ended } = await take(answers, { of, limit, millisecondsMax });
    const last = found.at(-1);
    if (!ended && last !== undefined) parked.park(answers, last.position);
    return found;
  }

  /** What a kept reading has left: nothing also when it was lost, as any question settles. */
  async function continued(after: Position, limit: number): Promise<readonly Recorded[]> {
    const answers = parked.take(after);
    if (answers === undefined) return [];
    try {
      return await takePage(answers, after, limit);
    } catch {
      answers.cancel();
      return [];
    }
  }

  const fresh: LogReader["page"] = (after, limit) =>
    orUnavailable(limits, async () => {
      const answers = await connection.read(logFrom(after, names.prefixes));
      return takePage(answers, after, limit).catch((cause) => throwNamed(cause, after));
    });

  return {
    page: async (after, limit) => {
      if (limit < 1) return [];
      // A reading ends where the log ended when the server came there: only one that began after
      // the question may say that there is nothing.
      const rest = await continued(after, limit);
      return rest.length > 0 ? rest : fresh(after, limit);
    },
    head: async () => {
      const of = (answer: ReadResp) => foundIn(answer, names)?.recorded.position;
      const [last] = await orUnavailable(limits, () =>
        takeAll(connection, logEnd(names.prefixes), { of, millisecondsMax }),
      );
      return last ?? 0n;
    },
    close: parked.close,
  };
}

function throwNamed(cause: unknown, after: Position): never {
  throw isUnreadable(cause) ? new PositionUnknown(after, { cause }) : cause;
}
