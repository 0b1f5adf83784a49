/** Takes what the server answers to one question, within a time; what takes longer is given up. */
import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { Answers, Connection } from "#ledger/adapters/eventstore/connection.ts";
import { StoreUnavailable } from "#ledger/store/store.ts";

/** What came, and whether the server has sent all. */
export type Taken<T> = { readonly found: readonly T[]; readonly ended: boolean };

type Taking<T> = {
  /** Undefined for what is not asked for; `stop` ends the reading there. */
  readonly of: (answer: ReadResp) => T | undefined | "stop";
  readonly limit: number;
  readonly millisecondsMax: number;
};

export async function take<T>(
  answers: Answers,
  { of, limit, millisecondsMax }: Taking<T>,
): Promise<Taken<T>> {
  const found: T[] = [];
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    answers.cancel();
  }, millisecondsMax);
  try {
    while (found.length < limit) {
      const answer = await answers.next();
      if (answer === undefined) return { found, ended: true };
      const one = of(answer);
      if (one === "stop") break;
      if (one !== undefined) found.push(one);
    }
    return { found, ended: false };
  } catch (cause) {
    if (!isLate) throw cause;
    throw new StoreUnavailable(`the event store took over ${millisecondsMax} ms`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** All of it, or up to where it stops. */
export async function takeAll<T>(
  connection: Connection,
  request: ReadReq,
  taking: Omit<Taking<T>, "limit">,
): Promise<readonly T[]> {
  const answers = await connection.read(request);
  const { found, ended } = await take(answers, { ...taking, limit: Number.POSITIVE_INFINITY });
  if (!ended) answers.cancel();
  return found;
}
