/** A house to be measured: its API in a process of its own, with what else the scenario needs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@partita/stack/free-port.ts";
import { type Program, program } from "../http/program.ts";

export type House = {
  readonly server: Program;
  /** Plain HTTP, on loopback. */
  readonly port: number;
  readonly securePort: number;
  /** Certificates of its authority. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

const main = fileURLToPath(import.meta.resolve("../../../stack/src/main-part.ts"));

/** `parts` run in the one process that is measured, beside the API. */
export async function startHouse(databaseUrl: string, parts: readonly string[]): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), "partita-bench-"));
  const [plain, secure, health] = [await freePort(), await freePort(), await freePort()];
  const server = program(main, ["api", ...parts], {
    DATABASE_URL: databaseUrl,
    PARTITA_PLAIN_PORT: `${plain}`,
    PARTITA_PORT: `${secure}`,
    PARTITA_HEALTH_PORT: `${health}`,
    PARTITA_CA: join(folder, "ca"),
    PARTITA_CA_PASSPHRASE: join(folder, "ca-passphrase"),
  });
  for (const part of ["api", ...parts]) await server.line(`"part":"${part}"`);
  return {
    ...{ server, folder, port: plain, securePort: secure },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
