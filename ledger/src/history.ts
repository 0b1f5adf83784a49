/** What happened, latest first, growing without copying: folding a long stream stays linear. */

export type History<Fact> = { readonly latest: Fact; readonly before: History<Fact> } | undefined;

export function remembered<Fact>(before: History<Fact>, latest: Fact): History<Fact> {
  return { latest, before };
}

/** From the latest to the first. */
export function* recalled<Fact>(history: History<Fact>): Generator<Fact> {
  for (let rest = history; rest !== undefined; rest = rest.before) yield rest.latest;
}
