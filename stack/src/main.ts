/**
 * `npm start`: opens the home, starts the house and its computers, plays the demonstration, serves
 * until told to stop.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { enrolComputer } from "./computers/enrol-computer.ts";
import { type Computer, computerFolder, startComputer } from "./computers/start-computer.ts";
import { playSteps } from "./demo/play-steps.ts";
import { printEpilogue } from "./demo/print-epilogue.ts";
import { setStage } from "./demo/stage.ts";
import { type Home, openHome } from "./home/home.ts";
import { takeLock } from "./home/lock.ts";
import { type House, startHouse } from "./house.ts";
import { sentenceOf } from "./sentence-of.ts";
import { settingsFrom } from "./settings.ts";

const help = `npm start [-- --once]

Starts the whole house in one process, two agents as processes of their own, and plays one request
from the wish to the invoice. Then it serves until Ctrl-C.

  --once   stop everything afterwards; the last line is one JSON object; exit 0, or 1 when a
           step failed
  --help   this text

Settings (environment variables) are described in docs/reference/configuration.md.`;

const clone = fileURLToPath(new URL("../..", import.meta.url));

async function main(): Promise<number> {
  // What another user must read is made readable, whatever the shell says; secrets have modes of
  // their own.
  process.umask(0o022);
  const { values } = parseArgs({
    options: { once: { type: "boolean" }, help: { type: "boolean" } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const home = openHome(process.env.PARTITA_HOME ?? resolve(clone, ".partita"));
  const lock = takeLock(home.folder);
  const told = untilTold();
  try {
    return await live(home, { once: values.once ?? false, told });
  } finally {
    lock.release();
  }
}

type Told = { readonly once: boolean; readonly told: AbortSignal };

async function live(home: Home, { once, told }: Told): Promise<number> {
  const computers: Computer[] = [];
  let house: House | undefined;
  let code = 0;
  try {
    const played = await playSteps(told, {
      start: async () => {
        house = await startHouse(home, settingsFrom(process.env));
        const { url, roots } = house;
        return setStage(home, { url, roots }, async (reference, owner) => {
          const enrolment = await enrolComputer(computerFolder(home, reference), reference, owner);
          const computer = await startComputer(home, {
            ...{ reference, roots, enrolment },
            masterUrl: url,
          });
          computers.push(computer);
          return computer;
        });
      },
    });
    await printEpilogue(played, { once, home, house });
    if (!played.ok) code = 1;
    else if (!once) await new Promise<void>((end) => told.addEventListener("abort", () => end()));
    if (once || !played.ok) await stopAll(computers, house);
    if (once) console.log(JSON.stringify(played.summary));
  } finally {
    await stopAll(computers, house);
  }
  return code;
}

/** Agents first, while there is a Master to report to; each is stopped once. */
async function stopAll(computers: Computer[], house: House | undefined): Promise<void> {
  await Promise.all(computers.splice(0).map((computer) => computer.stop()));
  await house?.stop();
}

/** Ctrl-C, or the end that a supervisor asks for. A second one does not wait for good order. */
function untilTold(): AbortSignal {
  const told = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (told.signal.aborted) process.exit(130);
      console.log("\nStopping in good order; once more to leave at once.");
      told.abort();
    });
  return told.signal;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}
