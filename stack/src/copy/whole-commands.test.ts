import type { Recorded } from "@partita/ledger";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { wholeCommands } from "./whole-commands.ts";

async function* logOf(commands: number, each: number): AsyncGenerator<Recorded> {
  for (let place = 0; place < commands * each; place++) {
    const id = `command-${Math.floor(place / each)}/${place % each}`;
    const movement = a("capacity-set", { id });
    yield { movement, stream: "computer-COMP-1", revision: place + 1, position: BigInt(place + 1) };
  }
}

test("a page ends with the command that reaches its size: none is cut in two", async () => {
  const pages = [];
  for await (const page of wholeCommands(logOf(500, 7))) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual([143, 143, 143, 71]);
  for (const command of pages.flat()) expect(command).toHaveLength(7);
});

test("an empty log has no pages", async () => {
  expect((await wholeCommands(logOf(0, 1)).next()).done).toBe(true);
});
