/**
 * Files are named after what they hold, in one spelling; drawers for everything have no name here.
 */
import { sourceRule } from "./rule.ts";

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const banned = new Set([
  "utils",
  "helpers",
  "common",
  "shared",
  "misc",
  "types",
  "constants",
  "manager",
  "service",
  "base",
  "impl",
  "lib",
  "interfaces",
]);

export const fileNames = sourceRule(
  "files and folders are named in kebab-case after what they hold",
  ({ path }) => {
    const parts = path.replace(/(\.test)?\.ts$/, "").split("/");
    const odd = parts.find((part) => !kebab.test(part));
    const drawer = parts.find((part) => banned.has(part));
    return [
      ...(odd === undefined ? [] : [{ says: `"${odd}" is not kebab-case` }]),
      ...(drawer === undefined ? [] : [{ says: `"${drawer}" says nothing about what is inside` }]),
    ];
  },
);
