import { expect, test } from "vitest";
import { logHeader, readLogHeader } from "./log-file.ts";

test("the first line of an exported log is one line, and is read back", () => {
  const line = logHeader("origin\n7\nroot\n\n— name sig\n", "name+hash+key");
  expect(line).not.toContain("\n");
  expect(readLogHeader(line)).toEqual({
    format: "partita log 1",
    checkpoint: "origin\n7\nroot\n\n— name sig\n",
    key: "name+hash+key",
  });
});

test.each(["", "{}", "not JSON", '{"format":"partita log 2","checkpoint":"","key":""}'])(
  "%s begins no exported log",
  (line) => {
    expect(readLogHeader(line)).toBeUndefined();
  },
);
