/** `partita` as a process of its own, as its user runs it. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const partita = fileURLToPath(import.meta.resolve("../../cli/src/main.ts"));

export type Spoken = { readonly exit: number; readonly printed: string; readonly told: string };

export function spokenBy(words: readonly string[], cwd: string): Promise<Spoken> {
  return new Promise((resolve) => {
    const options = { cwd, env: { PATH: process.env.PATH } };
    execFile(process.execPath, [partita, ...words], options, (error, printed, told) => {
      const code = error === null ? 0 : error.code;
      resolve({ exit: typeof code === "number" ? code : -1, printed, told });
    });
  });
}
