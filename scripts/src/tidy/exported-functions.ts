/** Finds the functions that a source shows to others. */
import {
  type FunctionDeclaration,
  isArrowFunction,
  isClassDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isReturnStatement,
  isVariableStatement,
  type Node,
  type Statement,
  SyntaxKind,
} from "typescript/unstable/ast";
import type { Source } from "./house.ts";

/**
 * Whether there is behaviour here that others use: a function or class, but not a type or a table.
 */
export function exportsFunction({ tree }: Source): boolean {
  return tree.statements.some((statement) => isExported(statement) && isBehaviour(statement));
}

function isExported(statement: Statement): boolean {
  const modifiers: readonly Node[] = "modifiers" in statement ? listOf(statement.modifiers) : [];
  return modifiers.some(({ kind }) => kind === SyntaxKind.ExportKeyword);
}

function listOf(modifiers: unknown): readonly Node[] {
  // The parser gives an array of nodes, or nothing at all.
  return Array.isArray(modifiers) ? (modifiers as Node[]) : [];
}

function isBehaviour(statement: Statement): boolean {
  if (isFunctionDeclaration(statement)) return !handsBack(statement);
  if (isClassDeclaration(statement)) return !statement.heritageClauses?.some(extendsError);
  if (!isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.some(
    ({ initializer }) =>
      initializer !== undefined &&
      (isArrowFunction(initializer) || isFunctionExpression(initializer)),
  );
}

/** `defineX(x)` that returns `x` only helps the compiler to a type. */
function handsBack({ body, parameters }: FunctionDeclaration): boolean {
  const [only, more] = body?.statements ?? [];
  if (body === undefined) return true;
  if (only === undefined || more !== undefined || !isReturnStatement(only)) return false;
  return only.expression?.getText() === parameters[0]?.name?.getText();
}

/** An error of its own is a name and a message: there is nothing to test in it. */
function extendsError(clause: Node): boolean {
  return /^extends \w*Error\b/.test(clause.getText());
}
