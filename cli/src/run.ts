/**
 * Runs one command line: finds its verb, reads its options, connects, and turns failures into
 * complaints.
 */
import { certificateClient, client, logClient, nearest } from "@partita/schemas";
import { complaintOf } from "./complaint.ts";
import { filesOf, findConnection, findMaster } from "./connection.ts";
import { exitCodes } from "./exit-code.ts";
import { helpOf, helpOfAll } from "./help.ts";
import { clientAt, momentOf, momentText } from "./moment.ts";
import { type Parsed, parse } from "./parse.ts";
import { UsageError } from "./usage-error.ts";
import type { Call, Verb } from "./verb.ts";
import { verbs } from "./verbs/registry.ts";
import type { World } from "./world.ts";

/** Resolves to the exit code of the process. Only faults of ours are thrown. */
export async function run(words: readonly string[], world: World): Promise<number> {
  try {
    return await runVerb(words, world);
  } catch (error) {
    const { text, exit } = complaintOf(error, { json: words.includes("--json") });
    world.tell(text);
    return exitCodes[exit].code;
  }
}

async function runVerb([name, ...words]: readonly string[], world: World): Promise<number> {
  if (name === undefined || name === "--help") return helped(helpOfAll(verbs), world);
  const verb = findVerb(name);
  const parsed = parse(verb, words);
  if (parsed.options.help === true) return helped(helpOf(verb), world);
  const exit = await verb.run(callOf(verb, parsed, world));
  return typeof exit === "number" ? exit : exitCodes[exit].code;
}

export function findVerb(name: string): Verb {
  const verb = verbs.find((candidate) => candidate.name === name);
  if (verb !== undefined) return verb;
  const meant = nearest(
    name,
    verbs.map((candidate) => candidate.name),
  );
  const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
  throw new UsageError(`partita has no verb "${name}".${hint} See partita help.`);
}

function callOf(verb: Verb, { options, operands }: Parsed, world: World): Call {
  const text = (name: string) => (typeof options[name] === "string" ? options[name] : undefined);
  const identity = text("as") ?? verb.identity ?? "";
  const json = options.json === true;
  const wanted = {
    ...{ url: text("url"), tokenFile: text("token-file"), identity },
    ...{ ca: text("ca"), cert: text("cert"), certKey: text("cert-key") },
  };
  const connection = () => findConnection(wanted, world);
  const moment = verb.moments === undefined ? {} : momentOf(options);
  return {
    // `parse` filled in exactly what the verb declares.
    options: options as Call["options"],
    operands,
    identity,
    world,
    json,
    shown: filesOf(wanted, world),
    show: (answer, written) => {
      world.print(json ? JSON.stringify(answer) : written());
      const when = json ? undefined : momentText(moment, answer);
      if (when !== undefined) world.tell(when);
    },
    get master() {
      return clientAt(client(connection()), moment);
    },
    get log() {
      return logClient(connection());
    },
    get issuer() {
      return certificateClient(findMaster(wanted, world));
    },
    get renewer() {
      return certificateClient(connection());
    },
  };
}

function helped(text: string, world: World): number {
  world.print(text);
  return exitCodes.done.code;
}
