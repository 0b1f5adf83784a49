/** Writes a batch of appends in one statement, and reads the verdict on each. */
import { integerArray, textArray } from "#ledger/adapters/postgres/binary-array.ts";
import type { Borrowed, Question } from "#ledger/adapters/postgres/borrowed.ts";
import { channel } from "#ledger/adapters/postgres/log-watch.ts";
import { recordedAfter, type Wish } from "#ledger/adapters/postgres/wish.ts";
import type { Appended, Position } from "#ledger/store/store.ts";

/** Of a repeated one, what was stored first is still to be read. */
export type Verdict = Appended | "repeated";

const statement = {
  name: "ledger-append",
  text: "select head, verdicts from ledger.append($1, $2, $3, $4, $5, $6)",
};

/** Durable when it resolves. No two of the wishes may be of one stream or of one command. */
export async function appendBatch(
  connection: Borrowed,
  wishes: readonly Wish[],
): Promise<readonly Verdict[]> {
  const [answer] = await connection.ask(questionOf(wishes));
  if (answer === undefined) throw new Error("an append was not answered");
  // As the function declares them.
  const [head, verdicts] = answer as [Position, string | null];
  let before = head;
  return wishes.map((wish, place) => {
    const verdict = verdicts?.[place] ?? "a";
    if (verdict === "r") return "repeated";
    if (verdict === "c") return { status: "conflict" };
    const recorded = recordedAfter(before, wish);
    before += BigInt(recorded.length);
    return { status: "appended", recorded };
  });
}

function questionOf(wishes: readonly Wish[]): Question {
  const streams: string[] = [];
  const revisions: number[] = [];
  const ids: string[] = [];
  const bodies: string[] = [];
  const expected: (number | null)[] = [];
  for (const wish of wishes)
    for (const [index, { id }] of wish.movements.entries()) {
      streams.push(wish.stream);
      revisions.push(wish.expected + index + 1);
      ids.push(id);
      bodies.push(wish.bodies[index] ?? "");
      expected.push(index === 0 ? wish.expected : null);
    }
  const values = [
    textArray(streams),
    integerArray(revisions),
    textArray(ids),
    textArray(bodies, "json"),
    integerArray(expected),
    channel,
  ];
  return { ...statement, values };
}
