/** The reference of the command line: the help of every verb, as the terminal shows it. */
import { exitCodes, helpOf, verbs } from "@partita/cli";
import { code, codeOf, heading, markdownTable } from "./markdown.ts";
import { type Page, page } from "./page.ts";

const exits = Object.values(exitCodes).map(({ code: number, says }) => [String(number), says]);

export const commandLinePage: Page = page({
  name: "cli",
  title: "The command line",
  from: "cli/src/verbs/",
  intro: `In the clone: ${code("npx partita <verb>")}.`,
  parts: [
    ...verbs.flatMap((verb) => [heading(2, verb.name), codeOf("text", helpOf(verb))]),
    heading(2, "Exit codes"),
    markdownTable(["code", "when"], exits),
  ],
});
