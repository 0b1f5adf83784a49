/** Finds what a source imports: by statement, by re-export, or at run time with a literal name. */
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNamedImports,
  isStringLiteral,
  type Node,
  SyntaxKind,
} from "typescript/unstable/ast";
import { lineOf, nodesOf, type Source } from "./house.ts";

export type Import = {
  readonly target: string;
  /** Nothing of it remains when the types are stripped. */
  readonly typeOnly: boolean;
  readonly line: number;
};

export function importsOf(source: Source): readonly Import[] {
  return nodesOf(source.tree).flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined || !isStringLiteral(specifier)) return [];
    return [{ target: specifier.text, typeOnly: isTypeOnly(node), line: lineOf(source, node) }];
  });
}

function specifierOf(node: Node): Node | undefined {
  if (isImportDeclaration(node) || isExportDeclaration(node)) return node.moduleSpecifier;
  if (isImportTypeNode(node) && isLiteralTypeNode(node.argument)) return node.argument.literal;
  const atRunTime = isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword;
  return atRunTime ? node.arguments[0] : undefined;
}

function isTypeOnly(node: Node): boolean {
  if (isImportTypeNode(node)) return true;
  if (isExportDeclaration(node)) return node.isTypeOnly;
  if (!isImportDeclaration(node) || node.importClause === undefined) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  if (phaseModifier === SyntaxKind.TypeKeyword) return true;
  if (name !== undefined || namedBindings === undefined) return false;
  return isNamedImports(namedBindings) && namedBindings.elements.every((one) => one.isTypeOnly);
}
