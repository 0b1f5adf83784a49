/**
 * Some parts of the house as a process of their own: `node stack/src/main-part.ts billing`. Which
 * may be run several times is told in docs/operating/scale-out.md.
 */
import { parseArgs } from "node:util";
import { chosenParts } from "./alone/chosen-parts.ts";
import { liveAlone } from "./alone/live-alone.ts";
import { parts } from "./parts/registry.ts";
import { settingsFrom } from "./settings.ts";

const help = `node stack/src/main-part.ts <part> [<part> …]

Runs parts of the house without the others, until SIGTERM or SIGINT. What it says are JSON lines.

${parts.map(({ name, says }) => `  ${name.padEnd(12)} ${says}`).join("\n")}

Exit codes: 0 told to stop; 1 could not start or stop; 2 the command line or a setting is wrong.
Settings (environment variables) are described in docs/reference/configuration.md.`;

/** How a process ends whose command line or settings make no sense: starting it again is no use. */
const misunderstood = 2;

function understood() {
  const options = { help: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return undefined;
  return { chosen: chosenParts(positionals, parts), settings: settingsFrom(process.env) };
}

async function main(): Promise<number> {
  let asked: ReturnType<typeof understood>;
  try {
    asked = understood();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}; see --help`);
    return misunderstood;
  }
  if (asked !== undefined) return liveAlone(asked.chosen, asked.settings);
  console.log(help);
  return 0;
}

process.exitCode = await main();
