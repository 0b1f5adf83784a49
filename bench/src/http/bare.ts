/** Starts the bare server that answers with the bytes of an answer of ours. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Program, program } from "./program.ts";

export type Bare = {
  readonly server: Program;
  readonly port: number;
  /** Where it answers with the body; to GET and to POST. */
  readonly path: string;
};

const main = fileURLToPath(import.meta.resolve("./main-bare.ts"));

/** The body is put into the folder, from where it is read once. */
export async function startBare(folder: string, body: Buffer): Promise<Bare> {
  const file = join(folder, "answer.xml");
  writeFileSync(file, body);
  const server = program(main, []);
  const port = Number(new URL(await server.line("http://")).port);
  return { server, port, path: `/answer?${new URLSearchParams({ file })}` };
}
