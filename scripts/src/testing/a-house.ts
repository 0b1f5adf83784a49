/** Builds a small house in memory, to show that a rule bites. */
import { buildHouse } from "../adapters/build-house.ts";
import { findingText, type Rule } from "../tidy/rule.ts";

/** What a rule finds in these files, one line per finding. */
export function found(rule: Rule, files: Readonly<Record<string, string>>): readonly string[] {
  return rule.check(buildHouse(new Map(Object.entries(files)))).map(findingText);
}
