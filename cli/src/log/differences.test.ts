import { expect, test } from "vitest";
import { type Difference, differences, type Signed, type Stored } from "./differences.ts";

async function* signed(letters: string): AsyncGenerator<Signed> {
  for (const [index, hash] of [...letters].entries()) yield { index, hash };
}

async function* stored(letters: string): AsyncGenerator<Stored> {
  for (const [index, hash] of [...letters].entries())
    yield { hash, position: `${index + 1}`, leaf: hash };
}

function text(one: Difference): string {
  if (one.what === "dropped") return `dropped ${one.index}`;
  if (one.what === "swapped") return `swapped ${one.index} ${one.other}`;
  return `${one.what} ${one.index} ${one.stored.hash}`;
}

async function compared(before: string, now: string): Promise<string> {
  const found = await Array.fromAsync(differences(signed(before), stored(now)));
  return found.map(text).join(", ");
}

test.each([
  ["abcdef", "abcdef", ""],
  ["", "", ""],
  ["abcdef", "abXdef", "changed 2 X"],
  ["abcdef", "Xbcdef", "changed 0 X"],
  ["abcdef", "abcdeX", "changed 5 X"],
  ["abcdef", "abdef", "dropped 2"],
  ["abcdef", "bcdef", "dropped 0"],
  ["abcdef", "abcde", "dropped 5"],
  ["abcdef", "abef", "dropped 2, dropped 3"],
  ["abcdef", "acbdef", "swapped 1 2"],
  ["abcdef", "fbcdea", "swapped 0 5"],
  ["abcdef", "abXYef", "changed 2 X, changed 3 Y"],
  ["abcdef", "badcfe", "swapped 0 1, swapped 2 3, swapped 4 5"],
])("%s that is now %s: %s", async (before, now, says) => {
  expect(await compared(before, now)).toBe(says);
});

test.each([
  ["abcdef", "abXcde", "inserted 2 X"],
  ["abcdef", "Xabcde", "inserted 0 X"],
  ["abcdef", "abXYcd", "inserted 2 X, inserted 2 Y"],
])("%s pushed on to %s by what was put in: %s", async (before, now, says) => {
  expect(await compared(before, now)).toBe(says);
});

test("a gap that was closed with what came after is told of once", async () => {
  expect(await compared("abcdef", "abdefg")).toBe("dropped 2");
});

test("what was put in at the end is found too", async () => {
  expect(await compared("abc", "abcX")).toBe("inserted 3 X");
});

test("several damages at once are told apart", async () => {
  expect(await compared("abcdefghij", "aXcefghji")).toBe("changed 1 X, dropped 3, swapped 8 9");
});
