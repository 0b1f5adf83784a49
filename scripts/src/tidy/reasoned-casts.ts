/** A cast claims what the compiler could not see; the line above says why the claim is true. */
import {
  isArrowFunction,
  isAsExpression,
  isBlock,
  isFunctionDeclaration,
  isFunctionExpression,
  isMethodDeclaration,
  isSourceFile,
  isTypeAssertion,
  type Node,
} from "typescript/unstable/ast";
import { isTest, lineOf, nodesOf, type Source } from "./house.ts";
import { sourceRule } from "./rule.ts";

/**
 * The reason is a comment directly above the cast, or above a statement or property that it is part
 * of, within the same function; or the function's own comment, if that speaks of the cast. Tests
 * forge bad input freely.
 */
export const reasonedCasts = sourceRule("a cast has its reason above it", (source) => {
  if (isTest(source)) return [];
  return nodesOf(source.tree)
    .filter((node) => isCast(node) && !isReasoned(source, node))
    .map((node) => ({
      line: lineOf(source, node),
      says: `casts without a reason: ${short(node)}`,
    }));
});

function isCast(node: Node): boolean {
  if (isTypeAssertion(node)) return true;
  // Of `a as unknown as B`, only the outer counts; `as const` claims nothing.
  const outer = node.parent === undefined || !isAsExpression(node.parent);
  return isAsExpression(node) && outer && node.type.getText() !== "const";
}

function isReasoned(source: Source, cast: Node): boolean {
  const typeLine = isAsExpression(cast) ? lineOf(source, cast.type) : lineOf(source, cast);
  if (isCommented(source, typeLine)) return true;
  for (let node = cast; node.parent !== undefined; node = node.parent) {
    if (isNamedFunction(node)) return /\bcast\b/.test(commentAbove(source, lineOf(source, node)));
    if (isStatementList(node)) continue;
    if (isCommented(source, lineOf(source, node))) return true;
  }
  return false;
}

/** A body begins on its function's line, whose comment is about the function. */
function isStatementList(node: Node): boolean {
  return isBlock(node) || isSourceFile(node);
}

function isCommented(source: Source, line: number): boolean {
  return commentAbove(source, line) !== "";
}

/** An arrow is part of the statement that it stands in. */
function isNamedFunction(node: Node): boolean {
  const inline = isArrowFunction(node) || isFunctionExpression(node);
  return !inline && (isFunctionDeclaration(node) || isMethodDeclaration(node));
}

/** The comment that ends on the line above this one, whole; empty when there is none. */
function commentAbove({ lines }: Source, line: number): string {
  const above = lines.slice(0, line - 1);
  const isPart = (text: string) => /^\s*(\/\/|\/?\*)/.test(text);
  const length = above.toReversed().findIndex((text) => !isPart(text));
  const comment = length === -1 ? above : above.slice(above.length - length);
  return comment.join("\n");
}

function short(node: Node): string {
  return node.getText().replaceAll(/\s+/g, " ").slice(0, 60);
}
