/**
 * Whatever is read from the environment stands in the table of settings, and hence in the
 * reference.
 */
import {
  isElementAccessExpression,
  isPropertyAccessExpression,
  type Node,
} from "typescript/unstable/ast";
import { isForTests, lineOf, nodesOf } from "./house.ts";
import { type Rule, sourceRule } from "./rule.ts";

/** Set by others for every program: by the system, a terminal, or a test run. */
const common = new Set(["CI", "HOME", "PATH", "NO_COLOR", "TMPDIR", "USER"]);

export function documentedSettings(names: readonly string[]): Rule {
  const known = new Set([...common, ...names]);
  return sourceRule("each environment variable that is read is explained", (source) => {
    if (isForTests(source) || source.workspace.startsWith("software/")) return [];
    return nodesOf(source.tree).flatMap((node) => {
      const name = variableOf(node);
      if (name === undefined || known.has(name)) return [];
      return [{ line: lineOf(source, node), says: `reads ${name}, which no table explains` }];
    });
  });
}

/** `process.env.NAME`, `environment["NAME"]` */
function variableOf(node: Node): string | undefined {
  if (!isPropertyAccessExpression(node) && !isElementAccessExpression(node)) return undefined;
  if (!/(^|\.)(env|environment)$/.test(node.expression.getText())) return undefined;
  const name = isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  return /^["']?([A-Z][A-Z0-9_]+)["']?$/.exec(name.getText())?.[1];
}
