/** What the driver `process` is given to work with. */
import type { RunAs } from "#node-agent/adapters/as-user.ts";
import type { Places } from "#node-agent/drivers/process/places.ts";

export type World = {
  readonly places: Places;
  /** Absent: everything runs as the agent's own user. */
  readonly runAs: RunAs | undefined;
  readonly isRoot: boolean;
  readonly tools: ReadonlyMap<string, string>;
  /** Directory from which npm packages are looked for, upwards. */
  readonly packagesFrom: string;
  readonly bootId: string;
  readonly logBytesMax: number;
  /** Aborts when the agent leaves: steps are broken off, services are not. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly log: (says: string, facts?: Readonly<Record<string, string | number>>) => void;
  /** Processes known to belong to a service, by the start of its leader. */
  readonly seen: Map<string, ReadonlySet<string>>;
};
