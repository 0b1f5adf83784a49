/** Writes the help that one reads on a terminal, from what the verbs say of themselves. */
import { exitCodes } from "./exit-code.ts";
import { commonOptions, helpOption, momentsOf, operandText } from "./parse.ts";
import { properties } from "./table.ts";
import type { Option, Options, Verb } from "./verb.ts";

const width = 80;

export function helpOfAll(verbs: readonly Verb[]): string {
  return [
    "partita: request, run, measure and pay for capacity, over a Master's API.",
    `Usage: partita <verb> [<operands>] [<options>]\n       partita help <verb>`,
    section("Verbs", properties(verbs.map(({ name, says }) => [name, says]))),
    section("Every verb takes", optionLines({ ...commonOptions, ...helpOption })),
    section("Exit codes", exitLines()),
  ].join("\n\n");
}

export function helpOf(verb: Verb): string {
  const options = [
    Object.keys(verb.options).length > 0 && section("Options", optionLines(verb.options)),
    verb.moments !== undefined && section("At another moment", optionLines(momentsOf(verb))),
    verb.identity !== undefined && section("As everywhere", optionLines(commonOptions)),
  ];
  return [
    wrapped(`partita ${verb.name}: ${verb.says}`),
    `Usage: ${usageOf(verb)}`,
    ...(verb.details ?? []).map(wrapped),
    ...(verb.operands.length > 0 ? [section("Operands", operandLines(verb))] : []),
    ...options.filter((part) => part !== false),
    ...(verb.identity === undefined
      ? []
      : [`Acts as ${verb.identity} unless --as says otherwise.`]),
    section("Examples", verb.examples.join("\n")),
  ].join("\n\n");
}

export function usageOf(verb: Verb): string {
  const options = Object.keys(verb.options).length > 0 || verb.identity !== undefined;
  const parts = ["partita", verb.name, ...verb.operands.map(operandText)];
  return [...parts, ...(options ? ["[<options>]"] : [])].join(" ");
}

/** `--region <region>` */
export function optionText(name: string, { value, many }: Option): string {
  return `--${name}${value === undefined ? "" : ` <${value}>`}${many ? " …" : ""}`;
}

function operandLines(verb: Verb): string {
  return properties(verb.operands.map((operand) => [operandText(operand), operand.says]));
}

function optionLines(options: Options): string {
  return properties(
    Object.entries(options).map(([name, option]) => [optionText(name, option), option.says]),
  );
}

function exitLines(): string {
  return properties(Object.values(exitCodes).map(({ code, says }) => [String(code), says]));
}

function section(title: string, lines: string): string {
  return `${title}\n${lines.replace(/^/gm, "  ")}`;
}

/** Breaks a paragraph at spaces. */
function wrapped(paragraph: string): string {
  const lines = paragraph.match(new RegExp(`.{1,${width}}(?: |$)`, "g")) ?? [];
  return lines.map((line) => line.trimEnd()).join("\n");
}
