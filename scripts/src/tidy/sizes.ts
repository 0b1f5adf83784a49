/** How long things may be: files, lines, functions and lists of parameters. */
import {
  isArrayBindingPattern,
  isArrowFunction,
  isCallExpression,
  isConstructorDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isMethodDeclaration,
  type Node,
  type ParameterDeclaration,
} from "typescript/unstable/ast";
import { isForTests, lastLineOf, lineOf, nodesOf, type Source } from "./house.ts";
import { sourceRule } from "./rule.ts";

const fileLinesMax = 300;
const functionLinesMax = 60;
const lineColumnsMax = 100;
const parametersMax = 4;

export const fileLines = sourceRule(
  `a file has at most ${fileLinesMax} lines`,
  ({ text, lines }) => {
    const count = text.endsWith("\n") ? lines.length - 1 : lines.length;
    return count > fileLinesMax ? [{ says: `has ${count} lines` }] : [];
  },
);

export const lineColumns = sourceRule(`a line has at most ${lineColumnsMax} columns`, ({ lines }) =>
  lines.flatMap((line, index) => {
    const columns = [...line].length;
    // What cannot be broken, an address or one long word, may be longer.
    const unbreakable = /^\s*(\/\/|\/?\*\*?)?\s*\S+\s*$/.test(line);
    if (columns <= lineColumnsMax || unbreakable) return [];
    return [{ line: index + 1, says: `has ${columns} columns` }];
  }),
);

export const functionLines = sourceRule(
  `a function has at most ${functionLinesMax} lines`,
  (source) =>
    functionsIn(source).flatMap(({ node }) => {
      const line = lineOf(source, node);
      const count = lastLineOf(source, node) - line + 1;
      const groups = isForTests(source) && groupsTests(node);
      return count > functionLinesMax && !groups ? [{ line, says: `has ${count} lines` }] : [];
    }),
);

export const parameterCount = sourceRule(
  `a function has at most ${parametersMax} parameters`,
  (source) =>
    functionsIn(source).flatMap(({ node, parameters }) => {
      const count = parameters.reduce((sum, one) => sum + countOf(one), 0);
      if (count <= parametersMax) return [];
      return [{ line: lineOf(source, node), says: `has ${count} parameters` }];
    }),
);

type Function = { readonly node: Node; readonly parameters: readonly ParameterDeclaration[] };

function functionsIn({ tree }: Source): readonly Function[] {
  return nodesOf(tree).flatMap((node) => {
    const isOne =
      isFunctionDeclaration(node) ||
      isFunctionExpression(node) ||
      isArrowFunction(node) ||
      isMethodDeclaration(node) ||
      isConstructorDeclaration(node);
    return isOne ? [{ node, parameters: node.parameters }] : [];
  });
}

/** `...[a, b]: [string, number]` is two parameters that hide behind three dots. */
function countOf({ dotDotDotToken, name }: ParameterDeclaration): number {
  const hidden = dotDotDotToken !== undefined && name !== undefined && isArrayBindingPattern(name);
  return hidden ? name.elements.length : 1;
}

/** A function that only groups tests, as in a contract, is a heading rather than a function. */
function groupsTests(node: Node): boolean {
  return nodesOf(node).some(
    (inner) => isCallExpression(inner) && /^(test|describe)\b/.test(inner.expression.getText()),
  );
}
