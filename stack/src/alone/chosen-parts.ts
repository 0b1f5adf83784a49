/** Finds the parts that a command line names. */
import { nearest } from "@partita/schemas";
import type { Part } from "../parts/part.ts";

/** In the order of the registry, each once. Throws a sentence when one is not known, or none is. */
export function chosenParts(names: readonly string[], parts: readonly Part[]): readonly Part[] {
  const known = parts.map(({ name }) => name);
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) {
    const meant = nearest(strange, known);
    const hint = meant === undefined ? `It is one of ${known.join(", ")}.` : `Is ${meant} meant?`;
    throw new Error(`there is no part "${strange}". ${hint}`);
  }
  if (names.length === 0) throw new Error(`name at least one part of ${known.join(", ")}`);
  return parts.filter(({ name }) => names.includes(name));
}
