/** What streams are called in EventStoreDB, whose category is what stands before the first dash. */
import { movementKinds, type StreamCategory } from "@partita/schemas";

const categories: readonly StreamCategory[] = [
  ...new Set(movementKinds.map(({ stream }) => stream)),
];

export type StreamNames = {
  /** `instance-tree-TREE-1` is stored as `instance_tree-TREE-1`. */
  stored(stream: string): string;
  /** And back. Throws when the stream is none of ours. */
  ours(stored: string): string;
  /** Where the claims of a command are kept; begins like no stream of movements. */
  claimsOf(command: string): string;
  /** How the names of all streams of movements begin, and of no other of ours. */
  readonly prefixes: readonly string[];
};

/**
 * With a namespace (letters, digits, underscores), several houses share one server and know
 * nothing of each other: `berlin` makes `berlin.instance_tree-TREE-1`.
 */
export function streamNames(namespace: string | undefined): StreamNames {
  if (namespace !== undefined && !/^\w+$/.test(namespace))
    throw new Error(`a namespace has letters, digits and underscores only: ${namespace}`);
  const space = namespace === undefined ? "" : `${namespace}.`;
  const pairs = categories.map((category) => ({
    ours: `${category}-`,
    stored: `${space}${category.replaceAll("-", "_")}-`,
  }));

  function renamed(stream: string, from: "ours" | "stored", to: "ours" | "stored"): string {
    const pair = pairs.find((one) => stream.startsWith(one[from]));
    if (pair === undefined) throw new Error(`${stream} is no stream of movements`);
    return pair[to] + stream.slice(pair[from].length);
  }

  return {
    stored: (stream) => renamed(stream, "ours", "stored"),
    ours: (stored) => renamed(stored, "stored", "ours"),
    claimsOf: (command) => `${space}command-${command}`,
    prefixes: pairs.map(({ stored }) => stored),
  };
}
