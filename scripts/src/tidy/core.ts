/** Says which files are core: data in, data out, nothing that touches the world. */
import { isTest, type Source } from "./house.ts";

const workspaces = new Set([
  "schemas",
  "ledger",
  "projections",
  "allocator",
  "billing",
  "certificates",
  "node-agent",
  "webhooks",
  "scripts",
]);

/** The closed list of what may touch the world, within the workspaces that have a core. */
const edges: readonly RegExp[] = [
  /\/adapters\//,
  /\/testing\//,
  /\/main[^/]*\.ts$/,
  /\/drivers\/[^/]+\//,
  /^projections\/src\/.*\/(table|query)\.ts$/,
];

export function isCore(source: Source): boolean {
  const { path, workspace } = source;
  return workspaces.has(workspace) && !isTest(source) && !edges.some((edge) => edge.test(path));
}

export function isIndex({ path }: Source): boolean {
  return path.endsWith("/index.ts");
}
