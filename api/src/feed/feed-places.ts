/** Counts the feeds that are open: each holds a connection and a page of the log. */

export type FeedPlaces = {
  /** A place, to be given back; undefined: there is none, for anybody or for this one. */
  take(actor: string): (() => void) | undefined;
};

export type FeedLimits = { readonly feedsMax: number; readonly feedsPerIdentityMax: number };

export function feedPlaces({ feedsMax, feedsPerIdentityMax }: FeedLimits): FeedPlaces {
  const taken = new Map<string, number>();
  let all = 0;
  const count = (actor: string, by: 1 | -1) => {
    all += by;
    const mine = (taken.get(actor) ?? 0) + by;
    if (mine === 0) taken.delete(actor);
    else taken.set(actor, mine);
  };
  return {
    take: (actor) => {
      if (all >= feedsMax || (taken.get(actor) ?? 0) >= feedsPerIdentityMax) return undefined;
      count(actor, 1);
      return () => count(actor, -1);
    },
  };
}
