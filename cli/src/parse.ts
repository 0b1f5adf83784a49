/**
 * Reads a verb's command line; whatever it does not know, it says, with the nearest that it does.
 */
import { parseArgs } from "node:util";
import { nearest } from "@partita/schemas";
import { momentOptions } from "./moment.ts";
import { UsageError } from "./usage-error.ts";
import type { Operand, Option, Options, Verb } from "./verb.ts";

/** Options that every verb takes which speaks to a Master. */
export const commonOptions = {
  as: { value: "identity", says: "Whose token to use, of those the house made (person:ada)." },
  json: { says: "Print the API's JSON: one object, or one per line for a list that goes on." },
  ca: {
    value: "path",
    says: "Roots that the Master's certificate must lead to. Default: $PARTITA_CA_FILE.",
  },
  cert: {
    value: "path",
    says: "A certificate to show instead of a token. Default: $PARTITA_CERT.",
  },
  "cert-key": { value: "path", says: "The key of that certificate. Default: $PARTITA_KEY." },
  "token-file": {
    value: "path",
    says: "A file with the token. Default: $PARTITA_TOKEN, else the house's.",
  },
  url: { value: "url", says: "The Master's address. Default: $PARTITA_URL, else the house's." },
} as const satisfies Options;

export const helpOption = { help: { says: "Print this help." } } as const satisfies Options;

export type Parsed = {
  readonly options: Readonly<Record<string, string | readonly string[] | boolean | undefined>>;
  readonly operands: readonly string[];
};

export function optionsOf(verb: Verb): Options {
  const common = verb.identity === undefined ? {} : commonOptions;
  return { ...verb.options, ...momentsOf(verb), ...common, ...helpOption };
}

export function momentsOf({ moments }: Verb): Options {
  return moments === undefined ? {} : momentOptions[moments];
}

/** Throws a UsageError for what is unknown, missing or too much. `--help` needs no operands. */
export function parse(verb: Verb, words: readonly string[]): Parsed {
  if (verb.passesOn) return passedOn(words);
  const declared = optionsOf(verb);
  const { tokens } = parseArgs({
    args: [...words],
    options: mapped(declared, ({ value }) => ({
      type: value === undefined ? "boolean" : "string",
    })),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === "option");
  for (const token of given) check(verb, declared[token.name], token);
  const options = mapped(declared, (option, name) =>
    heldBy(
      option,
      given.filter((token) => token.name === name).map(({ value }) => value),
    ),
  );
  const operands = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  if (options.help !== true) checkOperands(verb, operands);
  return { options, operands };
}

function passedOn(words: readonly string[]): Parsed {
  const operands = words[0] === "--" ? words.slice(1) : words;
  return { options: { help: words[0] === "--help" }, operands };
}

type Given = {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
};

function check(verb: Verb, option: Option | undefined, given: Given): void {
  const { rawName, value, inlineValue } = given;
  if (option === undefined) throw new UsageError(unknownOption(verb, given));
  if (option.value === undefined && value !== undefined)
    throw new UsageError(`${rawName} is a switch and takes no value.`);
  // Without this, `--region --wait` would ask for a region called --wait.
  const swallowed = value?.startsWith("--") === true && inlineValue !== true;
  if (option.value !== undefined && (value === undefined || swallowed))
    throw new UsageError(`${rawName} needs a value: ${rawName} <${option.value}>.`);
}

function unknownOption(verb: Verb, { name, rawName }: Given): string {
  const meant = nearest(name, Object.keys(optionsOf(verb)));
  const hint = meant === undefined ? "" : ` Did you mean --${meant}?`;
  return `partita ${verb.name} has no option ${rawName}.${hint}`;
}

/** Of an option given twice, the last counts, unless it collects. */
function heldBy({ value, many }: Option, given: readonly (string | undefined)[]) {
  if (value === undefined) return given.length > 0;
  const texts = given.filter((text) => text !== undefined);
  return many ? texts : texts.at(-1);
}

function checkOperands(verb: Verb, given: readonly string[]): void {
  const missing = verb.operands.filter(({ optional }) => !optional)[given.length];
  if (missing !== undefined)
    throw new UsageError(`partita ${verb.name} needs ${operandText(missing)}: ${missing.says}`);
  const surplus = given[verb.operands.length];
  if (surplus !== undefined)
    throw new UsageError(`partita ${verb.name} does not take "${surplus}".`);
}

/** `<title>`, or `[<title>]` when it may be left out. */
export function operandText({ name, optional }: Operand): string {
  return optional ? `[<${name}>]` : `<${name}>`;
}

function mapped<Value, Result>(
  record: Readonly<Record<string, Value>>,
  each: (value: Value, name: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, each(value, name)]),
  );
}
