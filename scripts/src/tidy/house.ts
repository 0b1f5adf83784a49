/** What a house rule looks at: every file as text, and the TypeScript ones as syntax trees. */
import type { Node, SourceFile } from "typescript/unstable/ast";

export type Source = {
  /** `ledger/src/handle.ts` */
  readonly path: string;
  /** `ledger`, `software/guestbook` */
  readonly workspace: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly tree: SourceFile;
};

export type House = {
  /** Everything in `.ts` that belongs to a workspace. */
  readonly sources: readonly Source[];
  /** Every text file by its path from the root. */
  readonly files: ReadonlyMap<string, string>;
};

/** Files outside of workspaces (vitest.config.ts) belong to none. */
export function workspaceOf(path: string): string | undefined {
  const [first = "", second = ""] = path.split("/");
  if (!path.includes("/")) return undefined;
  return first === "software" ? `${first}/${second}` : first;
}

/** Every node of a tree, parents before children. */
export function nodesOf(tree: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    found.push(node);
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** The line that a node begins on, counted from 1. */
export function lineOf({ tree }: Source, node: Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

export function lastLineOf({ tree }: Source, node: Node): number {
  return tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
}

export function isTest({ path }: Source): boolean {
  return path.endsWith(".test.ts");
}

/** Tests and what only tests use. */
export function isForTests(source: Source): boolean {
  return isTest(source) || source.path.includes("/testing/");
}
