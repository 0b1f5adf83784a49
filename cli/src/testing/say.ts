/** Says a command line to `partita` in a test, and answers what it printed and how it ended. */
import { run } from "#cli/run.ts";
import type { World } from "#cli/world.ts";

export type Said = {
  readonly exit: number;
  /** What a pipe would receive. */
  readonly printed: string;
  /** What only the terminal shows. */
  readonly told: string;
};

/** The environment points at `url`; time passes only while somebody sleeps. */
export async function say(
  words: readonly string[],
  url: string | undefined,
  changes: Partial<World> = {},
): Promise<Said> {
  const printed: string[] = [];
  const told: string[] = [];
  let now = 0;
  const exit = await run(words, {
    environment: url === undefined ? {} : { PARTITA_URL: url, PARTITA_TOKEN: "a-token" },
    root: "/nowhere",
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
    signal: new AbortController().signal,
    run: async () => 0,
    ...changes,
  });
  return { exit, printed: printed.join("\n"), told: told.join("\n") };
}
