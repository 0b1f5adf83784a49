import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { batching } from "#ledger/adapters/postgres/batching.ts";

/** Answers when told to; notes what was asked together. */
function oracle() {
  const asked: (readonly number[])[] = [];
  const answers: (() => void)[] = [];
  const ask = (questions: readonly number[]) =>
    new Promise<readonly string[]>((resolve) => {
      asked.push(questions);
      answers.push(() => resolve(questions.map((question) => `answer ${question}`)));
    });
  const answer = async () => {
    for (const one of answers.splice(0)) one();
    await later();
  };
  return { asked, ask, answer };
}

const later = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** As the server refuses a value that it cannot take. */
function refusedData(): DatabaseError {
  const error = new DatabaseError("invalid byte sequence", 0, "error");
  return Object.assign(error, { severity: "ERROR", code: "22021" });
}

test("questions of one moment are asked together, and each gets its answer", async () => {
  const { asked, ask, answer } = oracle();
  const question = batching({ ask, waitingMax: 10 });
  const all = [1, 2, 3].map(question);
  await later();
  expect(asked).toEqual([[1, 2, 3]]);
  await answer();
  expect(await Promise.all(all)).toEqual(["answer 1", "answer 2", "answer 3"]);
});

test("what arrives while two are under way waits for the next", async () => {
  const { asked, ask, answer } = oracle();
  const question = batching({ ask, waitingMax: 10 });
  const all: Promise<string>[] = [];
  for (const one of [1, 2, 3, 4]) {
    all.push(question(one));
    await later();
  }
  expect(asked).toEqual([[1], [2]]);
  await answer();
  expect(asked).toEqual([[1], [2], [3, 4]]);
  await answer();
  expect(await Promise.all(all)).toHaveLength(4);
});

test("more than may wait are turned away", async () => {
  const { ask, answer } = oracle();
  const question = batching({ ask, waitingMax: 1 });
  const first = question(1);
  await expect(question(2)).rejects.toThrow("1 questions wait already");
  await later();
  await answer();
  expect(await first).toBe("answer 1");
});

test("a question that the server cannot take spoils no other", async () => {
  const ask = async (questions: readonly number[]) => {
    if (questions.includes(2)) throw refusedData();
    return questions;
  };
  const question = batching({ ask, waitingMax: 10 });
  const all = await Promise.allSettled([1, 2, 3].map(question));
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a fault is told to all who asked, and those after them are answered", async () => {
  let isAway = true;
  const ask = async (questions: readonly number[]) => {
    if (isAway) throw new Error("away");
    return questions;
  };
  const question = batching({ ask, waitingMax: 10 });
  const all = await Promise.allSettled([1, 2].map(question));
  expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  isAway = false;
  expect(await question(3)).toBe(3);
});
