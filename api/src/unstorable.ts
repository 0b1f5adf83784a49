/** Finds what no store keeps faithfully: U+0000, half characters, and nesting that nobody needs. */
import { nestingMax } from "#api/limits.ts";

export type Mismatch = { readonly path: string; readonly message: string };

/** The first such place in a value made by JSON.parse; undefined when all can be stored. */
export function unstorable(value: unknown, path = "", depth = 0): Mismatch | undefined {
  if (typeof value === "string") return unstorableText(value, path);
  if (typeof value !== "object" || value === null) return undefined;
  if (depth === nestingMax) return { path, message: `nests deeper than ${nestingMax} levels` };
  for (const [name, inner] of Object.entries(value)) {
    const found = unstorableText(name, path) ?? unstorable(inner, `${path}/${name}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unstorableText(text: string, path: string): Mismatch | undefined {
  if (text.includes("\0")) return { path, message: "contains U+0000, which cannot be stored" };
  if (!text.isWellFormed()) return { path, message: "contains half a character (lone surrogate)" };
  return undefined;
}
