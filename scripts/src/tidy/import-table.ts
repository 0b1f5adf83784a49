/**
 * Who may import whom: each workspace only those below it, and of the projections only their
 * questions.
 */
import { isForTests, type Source } from "./house.ts";
import { type Import, importsOf } from "./imports.ts";
import { sourceRule } from "./rule.ts";

const everything = "everything";

const mayImport: Readonly<Record<string, readonly string[] | typeof everything>> = {
  schemas: [],
  ledger: ["schemas"],
  projections: ["schemas", "ledger"],
  allocator: ["schemas", "ledger", "projections"],
  billing: ["schemas", "ledger", "projections"],
  certificates: ["schemas"],
  api: ["schemas", "ledger", "projections", "certificates"],
  webhooks: ["schemas", "ledger", "projections"],
  stack: [
    ...["schemas", "ledger", "projections", "certificates", "allocator", "billing", "api"],
    ...["portal", "webhooks"],
  ],
  // These three speak HTTP and nothing else; two of them make keys of their own.
  "node-agent": ["schemas", "certificates"],
  cli: ["schemas", "certificates"],
  portal: ["schemas"],
  e2e: everything,
  bench: everything,
  scripts: everything,
};

const askOnly = new Set(["allocator", "billing", "api", "webhooks"]);

export const importTable = sourceRule(
  "a workspace imports only the workspaces below it",
  (source) =>
    importsOf(source).flatMap((one) => {
      const says = complaint(source, one);
      return says === undefined ? [] : [{ line: one.line, says }];
    }),
);

function complaint(source: Source, one: Import): string | undefined {
  const { target } = one;
  if (target.startsWith("."))
    return leaves(source, target) ? `leaves its workspace: ${target}` : undefined;
  const [, own] = /^#([^/]+)\//.exec(target) ?? [];
  if (own !== undefined && own !== source.workspace) return `${target} is not of this workspace`;
  const [, other, path] = /^@partita\/([^/]+)(?:\/(.+))?$/.exec(target) ?? [];
  if (other === undefined) return undefined;
  return between(source, other, path) ?? onlyAsks(source, one, { other, path });
}

function between({ workspace }: Source, other: string, path?: string): string | undefined {
  const allowed = mayImport[workspace] ?? [];
  if (allowed !== everything && !allowed.includes(other))
    return `${workspace} may not import ${other}`;
  const bare = other === workspace && path === undefined;
  return bare ? "imports its own index; name the file" : undefined;
}

/** Of the projections, those that act see the questions and the types of the port. */
function onlyAsks(
  source: Source,
  { target, typeOnly }: Import,
  { other, path }: { readonly other: string; readonly path: string | undefined },
): string | undefined {
  if (other !== "projections" || !askOnly.has(source.workspace) || isForTests(source))
    return undefined;
  const asks = path !== undefined && /^[a-z-]+\/query\.ts$/.test(path);
  return asks || (path === undefined && typeOnly) ? undefined : `may not take ${target} as a value`;
}

function leaves({ path, workspace }: Source, target: string): boolean {
  const { pathname } = new URL(target, `file:///${path}`);
  return !pathname.startsWith(`/${workspace}/`);
}
