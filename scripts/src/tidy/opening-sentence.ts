/** Every file says in its first sentence what it is for. */
import { isIndex } from "./core.ts";
import { isTest } from "./house.ts";
import { sourceRule } from "./rule.ts";

/** A program that is started by its name has its interpreter on the first line. */
const shebang = /^#!.*\n/;
const comment = /^\/\*\*\s([\s\S]*?)\*\//;

export const openingSentence = sourceRule(
  "a file opens with a sentence that says what it is for",
  (source) => {
    if (isTest(source) || isIndex(source)) return [];
    const [, inside] = comment.exec(source.text.replace(shebang, "")) ?? [];
    if (inside === undefined) return [{ line: 1, says: "has no opening sentence" }];
    const words = inside.replace(/^\s*\*/gm, "").trim();
    const isSentence = /^[^a-z\s]/.test(words) && /[.?]$/.test(words);
    return isSentence ? [] : [{ line: 1, says: "opens with something that is no sentence" }];
  },
);
