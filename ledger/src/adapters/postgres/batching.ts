/** Collects questions that arrive while others are under way, and asks them together. */
import { setImmediate as turn } from "node:timers/promises";
import { serverFault } from "#ledger/adapters/postgres/server-fault.ts";
import { StoreOverloaded } from "#ledger/store/store.ts";

type Batching<Question, Answer> = {
  /** One answer per question, in their order. */
  readonly ask: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  readonly waitingMax: number;
};

type Waiting<Question, Answer> = {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: unknown) => void;
};

const batchQuestionsMax = 500;
/** A long answer holds up nobody but who waits for it: others are asked beside it. */
const batchesUnderWayMax = 2;

/** Rejects with StoreOverloaded at once when too many wait. */
export function batching<Question, Answer>({
  ask,
  waitingMax,
}: Batching<Question, Answer>): (question: Question) => Promise<Answer> {
  type One = Waiting<Question, Answer>;
  let waiting: One[] = [];
  let underWay = 0;

  async function askAll(): Promise<void> {
    underWay += 1;
    for (;;) {
      // All who speak at this moment are asked together.
      await turn();
      const batch = waiting.slice(0, batchQuestionsMax);
      waiting = waiting.slice(batchQuestionsMax);
      if (batch.length === 0) break;
      await settle(batch);
    }
    underWay -= 1;
  }

  async function settle(batch: readonly One[]): Promise<void> {
    try {
      const answers = await ask(batch.map(({ question }) => question));
      // One answer per question, which a lookup by place forgets.
      for (const [place, { resolve }] of batch.entries()) resolve(answers[place] as Answer);
    } catch (fault) {
      // A question that cannot be asked spoils those of nobody else.
      if (batch.length > 1 && serverFault(fault) === "data")
        for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(fault);
    }
  }

  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= waitingMax)
        throw new StoreOverloaded(`${waiting.length} questions wait already`);
      waiting.push({ question, resolve, reject });
      if (underWay < batchesUnderWayMax) void askAll();
    });
}
