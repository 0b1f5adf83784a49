/** `partita tail`: follows the log, printing each movement as it is written. */
import { type Client, MasterRefusal } from "@partita/schemas";
import { movementLine } from "#cli/movement-line.ts";
import { position } from "#cli/option-value.ts";
import { defineVerb } from "#cli/verb.ts";

const pollMilliseconds = 1000;
/** Movements shown from before one began to look, so that one sees where one is. */
const pastShown = 10n;

export const tail = defineVerb({
  name: "tail",
  says: "Follow the log: print each movement as it is written, until Ctrl-C.",
  details: ["With --json each movement is one line, whole, as it is stored."],
  operands: [],
  options: {
    after: {
      value: "position",
      says: `Begin after this position. Default: the last ${pastShown}.`,
    },
    "until-idle": { says: "Stop when a second has passed with nothing new." },
  },
  identity: "person:auditor",
  examples: ["partita tail", "partita tail --after 0 --until-idle --json"],
  run: async ({ master, options, world, json }) => {
    let after = position("after", options.after) ?? (await shortlyBefore(master));
    while (!world.signal.aborted) {
      const { movements, position: seen, more } = await master.ask("movements", { after });
      for (const one of movements) world.print(json ? JSON.stringify(one) : movementLine(one));
      const last = movements.at(-1);
      after = last?.position ?? seen;
      // What one may not see is passed over at once.
      if (last !== undefined || more === true) continue;
      if (options["until-idle"] && (await isIdle(master, after, world.sleep))) break;
      else if (!options["until-idle"]) await world.sleep(pollMilliseconds);
    }
    return "done";
  },
});

/** Whether nothing is written after a position while a poll's time passes. */
async function isIdle(
  master: Client,
  after: string,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<boolean> {
  await sleep(pollMilliseconds);
  const { movements } = await master.ask("movements", { after, limit: "1" });
  return movements.length === 0;
}

async function shortlyBefore(master: Client): Promise<string> {
  const { log } = await master.ask("health", {});
  const end = BigInt(log);
  if (end <= pastShown) return "0";
  const before = String(end - pastShown);
  try {
    await master.ask("movements", { after: before, limit: "1" });
    return before;
  } catch (fault) {
    // Where positions have gaps, none need stand there; at the end of the log there is one.
    if (fault instanceof MasterRefusal && fault.problem.code === "schema-mismatch") return log;
    throw fault;
  }
}
