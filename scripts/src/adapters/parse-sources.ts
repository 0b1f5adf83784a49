/**
 * Parses TypeScript with the compiler's own parser, from memory, without looking at types or at the
 * disk.
 */
import type { SourceFile } from "typescript/unstable/ast";
import { createVirtualFileSystem } from "typescript/unstable/fs";
import { API } from "typescript/unstable/sync";

const root = "/house";
const configuration = `${root}/tsconfig.json`;

/**
 * Trees by path. Throws when a file is not TypeScript: a broken file has no tree worth looking at.
 */
export function parseSources(texts: ReadonlyMap<string, string>): ReadonlyMap<string, SourceFile> {
  const placed = [...texts].map(([path, text]) => [`${root}/${path}`, text] as const);
  const options = { noResolve: true, noLib: true, types: [] };
  const project = { compilerOptions: options, files: placed.map(([path]) => path) };
  const files = { ...Object.fromEntries(placed), [configuration]: JSON.stringify(project) };
  const api = new API({ cwd: root, fs: createVirtualFileSystem(files) });
  try {
    const program = api.updateSnapshot({ openProject: configuration }).getProjects()[0]?.program;
    if (program === undefined) throw new Error("the compiler opened no project");
    return new Map(
      [...texts.keys()].map((path) => {
        const name = `${root}/${path}`;
        const tree = program.getSourceFile(name);
        const [broken] = program.getSyntacticDiagnostics(name);
        if (tree === undefined || broken !== undefined)
          throw new Error(`${path} is not TypeScript: ${JSON.stringify(broken ?? "no tree")}`);
        return [path, tree];
      }),
    );
  } finally {
    api.close();
  }
}
