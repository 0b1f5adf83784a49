/**
 * What leaves a file leaves it by name; an index only passes names on, at the root of a package.
 */
import {
  isExportAssignment,
  isExportDeclaration,
  isNamespaceExport,
  type Node,
  SyntaxKind,
} from "typescript/unstable/ast";
import { isIndex } from "./core.ts";
import { lineOf, nodesOf } from "./house.ts";
import { sourceRule } from "./rule.ts";

export const plainExports = sourceRule("there is no default export and no star export", (source) =>
  nodesOf(source.tree).flatMap((node) => {
    const says = complaint(node);
    return says === undefined ? [] : [{ line: lineOf(source, node), says }];
  }),
);

export const indexFiles = sourceRule(
  "an index stands at the root of a package and only passes names on",
  (source) => {
    if (!isIndex(source)) return [];
    if (source.path !== `${source.workspace}/src/index.ts`)
      return [{ says: "is an index inside of a package; name the file after what it holds" }];
    return source.tree.statements
      .filter((one) => !isExportDeclaration(one) || one.moduleSpecifier === undefined)
      .map((one) => ({ line: lineOf(source, one), says: "is more than passing a name on" }));
  },
);

function complaint(node: Node): string | undefined {
  if (node.kind === SyntaxKind.DefaultKeyword && node.parent.kind !== SyntaxKind.DefaultClause)
    return "exports by default";
  if (isExportAssignment(node)) return "exports by default";
  if (!isExportDeclaration(node) || node.moduleSpecifier === undefined) return undefined;
  const star = node.exportClause === undefined || isNamespaceExport(node.exportClause);
  return star ? "exports a star" : undefined;
}
