/** Reads a file line by line; lines end with a line feed and nothing else. */
import { createReadStream } from "node:fs";

/** Not by node:readline, which also cuts at separators that JSON leaves as they are. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, "utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
