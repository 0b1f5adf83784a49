/** The services of docker-compose.yml, as far as our tests are about them. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const clone = fileURLToPath(new URL("../..", import.meta.url));

export type Service = {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly mem_limit?: string;
  readonly cpus?: number;
};

type ComposeFile = {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

export function composeFile(): ComposeFile {
  const text = readFileSync(`${clone}/docker-compose.yml`, "utf8");
  // Whether it has the right form is what `docker-compose config` says in compose.test.ts.
  return parse(text, { merge: true }) as ComposeFile;
}

/** Those that run a program of ours: all from one image. */
export function ourServices(): readonly (readonly [string, Service])[] {
  return Object.entries(composeFile().services).filter(([, { build }]) => build !== undefined);
}
