/** An authority in memory for the tests of all workspaces, with the time that a test gives it. */
import { makeKey, randomSerial } from "#certificates/adapters/make-key.ts";
import type { Authority } from "#certificates/authority.ts";
import { authorityOf, type ServerPair } from "#certificates/authority-of.ts";
import type { Hierarchy } from "#certificates/hierarchy.ts";
import { moved } from "#certificates/lives.ts";
import { aHierarchy } from "#certificates/testing/a-hierarchy.ts";

/** Its hierarchy is that old, so that tests may have certificates that have expired. */
const daySeconds = 24 * 3600;

export type TestAuthority = {
  /** The present, unless a test says another one. */
  readonly clock?: () => string;
  readonly crlUrl?: string;
  /** Where one is made, unless a test has its own, which may change. */
  readonly hierarchy?: () => Hierarchy;
};

/** Made in a few milliseconds. What it issues is real: each has keys of its own. */
export async function testAuthority(options: TestAuthority = {}): Promise<Authority> {
  const { clock = () => new Date().toISOString(), crlUrl } = options;
  const hierarchy = options.hierarchy ?? constantly(await aHierarchy(moved(clock(), -daySeconds)));
  const kept = new Map<string, ServerPair>();
  return authorityOf({
    hierarchy,
    clock,
    serial: randomSerial,
    makeKey,
    shelf: {
      find: async (names) => kept.get(names.join()),
      keep: async (names, pair) => {
        kept.set(names.join(), pair);
      },
    },
    ...(crlUrl === undefined ? {} : { crlUrl }),
  });
}

function constantly<T>(value: T): () => T {
  return () => value;
}
