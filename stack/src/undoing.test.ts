import { expect, test } from "vitest";
import { undoing } from "./undoing.ts";

test("the last to start is the first to stop, once, and all know before that it ends", async () => {
  const { signal, atEnd, undo } = undoing();
  const done: string[] = [];
  for (const name of ["server", "store", "api"])
    atEnd(async () => done.push(`${name} ${signal.aborted}`));
  expect(signal.aborted).toBe(false);
  await Promise.all([undo(), undo()]);
  expect(done).toEqual(["api true", "store true", "server true"]);
});
