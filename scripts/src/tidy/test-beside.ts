/** What core does is shown by a test that lies beside it. */
import { isCore, isIndex } from "./core.ts";
import { exportsFunction } from "./exported-functions.ts";
import type { Rule } from "./rule.ts";

/** Types and tables are shown by the tests of what uses them. */
export const testBeside: Rule = {
  says: "a core file with a function has a test beside it",
  check: ({ sources, files }) =>
    sources
      .filter((source) => isCore(source) && !isIndex(source) && exportsFunction(source))
      .filter(({ path }) => !files.has(path.replace(/\.ts$/, ".test.ts")))
      .map(({ path }) => ({ path, says: "has no test beside it" })),
};
