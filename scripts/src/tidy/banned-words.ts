/**
 * Words that never stand in the house: notes to oneself, prints in core, and the names of the
 * working tools.
 */
import { isCallExpression } from "typescript/unstable/ast";
import { lineOf, nodesOf } from "./house.ts";
import { type Rule, sourceRule } from "./rule.ts";

// Written in two halves, so that this file does not find itself.
const notes = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"].join("|");
const note = new RegExp(`(?://|\\*).*\\b(${notes})\\b`);

export const noNotes = sourceRule("nothing is put off in a comment", ({ lines }) =>
  lines.flatMap((line, index) => {
    const [, word] = note.exec(line) ?? [];
    return word === undefined ? [] : [{ line: index + 1, says: `puts something off: ${word}` }];
  }),
);

const mayPrint = new Set(["cli", "stack", "bench", "scripts"]);

export const consoleLog = sourceRule("only programs for people print to the console", (source) => {
  if (mayPrint.has(source.workspace)) return [];
  return nodesOf(source.tree)
    .filter((node) => isCallExpression(node) && node.expression.getText() === "console.log")
    .map((node) => ({ line: lineOf(source, node), says: "prints to the console" }));
});

// Reversed for the same reason.
const tools = ["edualc", "ciporhtna", "ianepo", "tpgtahc", "tolipoc", "xedoc", "ia na sa"];
const toolName = new RegExp(`\\b(${tools.map(reversed).join("|")})\\b`, "i");
/** Names of packages that we only depend on by way of others. */
const notOurs = new Set(["package-lock.json"]);

export const toolNames: Rule = {
  says: "the tools that helped to write this are not named",
  check: ({ files }) =>
    [...files].flatMap(([path, text]) => {
      const [word] = notOurs.has(path) ? [] : (toolName.exec(`${path}\n${text}`) ?? []);
      return word === undefined ? [] : [{ path, says: `names a tool: ${word}` }];
    }),
};

function reversed(word: string): string {
  return [...word].reverse().join("");
}
