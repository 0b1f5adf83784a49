import { expect, test } from "vitest";
import { keepsUp } from "./keeps-up.ts";

async function asked(moments: readonly (readonly [log: bigint, position: bigint])[]) {
  let [log, position] = [0n, 0n];
  const health = keepsUp({ head: async () => log }, async () => position);
  const answers: boolean[] = [];
  for ([log, position] of moments) answers.push((await health()).ready);
  return answers;
}

test.each([
  ["at the end of the log", [[7n, 7n]], [true]],
  ["an empty log", [[0n, 0n]], [true]],
  ["behind, and nobody has asked before", [[7n, 3n]], [false]],
  [
    "a log that never rests, followed",
    [
      [100n, 60n],
      [200n, 150n],
      [300n, 250n],
    ],
    [false, true, true],
  ],
  [
    "standing still while the log grows",
    [
      [7n, 7n],
      [9n, 7n],
      [12n, 7n],
    ],
    [true, true, false],
  ],
  [
    "filled from the beginning beside a log that rests",
    [
      [9n, 2n],
      [9n, 5n],
      [9n, 9n],
    ],
    [false, false, true],
  ],
] as const)("%s", async (_, moments, ready) => {
  expect(await asked(moments)).toEqual(ready);
});
