/** Fetches one thing after the other; the next is under way while one is dealt with. */

/** `fetchAt` answers undefined at the end. Throws what a fetch throws, when its turn has come. */
export async function* oneAhead<Fetched>(
  fetchAt: (index: number) => Promise<Fetched> | undefined,
): AsyncGenerator<Fetched> {
  let next = fetchAt(0);
  for (let index = 1; next !== undefined; index++) {
    const fetched = await next;
    next = fetchAt(index);
    // Its fault is met when it is awaited, or by nobody when we are left before.
    next?.catch(() => undefined);
    yield fetched;
  }
}
