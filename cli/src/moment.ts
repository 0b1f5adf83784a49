/** Reads `--at` and `--known-at`, and asks every question of that moment. */
import type { AskedMoment, Client } from "@partita/schemas";
import { instant } from "./option-value.ts";
import { UsageError } from "./usage-error.ts";
import type { Options } from "./verb.ts";

const knownAtOption = {
  value: "moment",
  says: "What was known then: a position of the log, or an instant by which it was recorded.",
} as const;

/** What a verb takes that reads rows, and one that reads the log. */
export const momentOptions = {
  any: {
    at: { value: "instant", says: "What was true then: 2026-01-31 or 2026-01-31T12:00:00Z." },
    "known-at": knownAtOption,
  },
  known: { "known-at": knownAtOption },
} as const satisfies Readonly<Record<string, Options>>;

export function momentOf(options: Readonly<Record<string, unknown>>): AskedMoment {
  const at = instant("at", textOf(options.at));
  const knownAt = knownMoment("known-at", textOf(options["known-at"]));
  return { ...(at !== undefined && { at }), ...(knownAt !== undefined && { knownAt }) };
}

/** A position, or an instant as `instant` reads it. */
export function knownMoment(option: string, text: string | undefined): string | undefined {
  if (text === undefined || /^(0|[1-9]\d{0,19})$/.test(text)) return text;
  try {
    return instant(option, text);
  } catch (cause) {
    const form = `a position in the log, or 2026-01-31, or 2026-01-31T12:00:00Z, not "${text}"`;
    throw new UsageError(`--${option} reads ${form}.`, { cause });
  }
}

/** A command is of now: a verb that sends one takes no moment. */
export function clientAt(master: Client, moment: AskedMoment): Client {
  if (moment.at === undefined && moment.knownAt === undefined) return master;
  return {
    ...master,
    ask: (name, parameters, after) => master.ask(name, parameters, after, moment),
    send: async () => {
      throw new UsageError("Nothing can be done in the past: leave out --at and --known-at.");
    },
  };
}

/** Undefined: the answer is of now. */
export function momentText({ at, knownAt }: AskedMoment, answer: object): string | undefined {
  if (at === undefined && knownAt === undefined) return undefined;
  const position = "position" in answer ? `, up to position ${answer.position}` : "";
  const known = knownAt === undefined ? "with all that is known now" : `as known at ${knownAt}`;
  return `(${at === undefined ? "" : `true at ${at}, `}${known}${position})`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
