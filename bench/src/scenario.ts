/**
 * A published load: what was measured, in rows, and as ratios to a peer and to the limit of the
 * same run.
 */

export type Row = {
  readonly name: string;
  /** How many callers at once, or the size of the log: what the scenario varies. */
  readonly size: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rssMiB: number;
};

export type Measured = {
  readonly rows: readonly Row[];
  readonly ratios: Readonly<Record<string, number>>;
};

export type Scenario = {
  readonly name: string;
  readonly says: string;
  /** `databaseUrl` is a server with fsync on, empty, and only for this run. */
  readonly run: (databaseUrl: string) => Promise<Measured>;
};
