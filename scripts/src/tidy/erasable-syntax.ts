/**
 * Node.js strips types and runs the rest: what is more than a type, yet not JavaScript, does not
 * run.
 */
import {
  isDecorator,
  isEnumDeclaration,
  isModuleDeclaration,
  isParameterDeclaration,
  type Node,
  SyntaxKind,
} from "typescript/unstable/ast";
import { lineOf, nodesOf } from "./house.ts";
import { sourceRule } from "./rule.ts";

export const erasableSyntax = sourceRule(
  "there is no enum, namespace, parameter property, decorator or any",
  (source) =>
    nodesOf(source.tree).flatMap((node) => {
      const says = complaint(node);
      return says === undefined ? [] : [{ line: lineOf(source, node), says }];
    }),
);

function complaint(node: Node): string | undefined {
  if (isEnumDeclaration(node)) return "declares an enum";
  if (isModuleDeclaration(node) && node.keyword === SyntaxKind.NamespaceKeyword)
    return "declares a namespace";
  // Only a parameter that is a property as well has a modifier: private, readonly.
  if (isParameterDeclaration(node) && node.modifiers?.some((one) => !isDecorator(one)))
    return "declares a property as a parameter";
  if (isDecorator(node)) return "uses a decorator";
  return node.kind === SyntaxKind.AnyKeyword ? "says any" : undefined;
}
