/**
 * What the agent works with: its Master, its drivers, its memory on disk, its clock and its log.
 */
import type { Client, Connection, PartitionDuty, UsageResourceId } from "@partita/schemas";
import type { Static } from "typebox";
import type { Driver } from "#node-agent/drivers/driver.ts";
import type { MeterBook } from "#node-agent/measure.ts";
import type { Kept } from "#node-agent/plan-partitions.ts";
import type { Installed } from "#node-agent/plan-software.ts";
import type { Release } from "#node-agent/release.ts";

type Connected = Static<typeof Connection>;

export type Requested = {
  /** The change of the duty that they were asked for. */
  readonly change: string;
  readonly children: readonly {
    readonly title: string;
    readonly instance: string;
    readonly connection: Connected;
  }[];
};

/** What the agent remembers of the instance in a partition. */
export type Memory = Kept & {
  readonly driver: string;
  readonly usage: readonly UsageResourceId[];
  /** The last report that the Master took. */
  readonly reported?: { readonly state: string; readonly message?: string };
  readonly requested?: Requested;
};

export type Memories = {
  /** By partition, but for those that are damaged. */
  all(): ReadonlyMap<string, Memory>;
  /** Partitions whose memory is damaged, with the sentence that says so. */
  damaged(): ReadonlyMap<string, string>;
  keep(partition: string, memory: Memory): void;
  forget(partition: string): void;
  /** The duties last heard of, so that services run again after a restart without a Master. */
  lastDuties(): readonly PartitionDuty[];
  keepDuties(duties: readonly PartitionDuty[]): void;
};

export type SoftwareShelf = {
  list(): readonly Installed[];
  /** The description of what is installed to the end. */
  read(softwareRelease: string): Release | undefined;
  /** An empty directory for it, whatever lay there before. */
  begin(softwareRelease: string): void;
  complete(softwareRelease: string, release: Release): void;
  remove(softwareRelease: string): void;
};

/** Reads what stands at a URL, at most so many bytes of it. Throws with the URL and the reason. */
export type ReadSource = (url: string, bytesMax: number) => Promise<Uint8Array>;

export type Outbox = {
  /** References of the documents that wait, oldest first. */
  list(): readonly string[];
  read(reference: string): string;
  /** The same reference again is the same document. */
  put(reference: string, tioxml: string): void;
  remove(reference: string): void;
  /** Sets a document aside with the reason why the Master will never take it. */
  refuse(reference: string, problem: object): void;
};

export type Meters = {
  read(): MeterBook | undefined;
  write(book: MeterBook): void;
};

export type Log = (says: string, facts?: Readonly<Record<string, string | number>>) => void;

export type World = {
  readonly computer: string;
  readonly agent: string;
  readonly partitions: readonly { readonly reference: string; readonly address: string }[];
  readonly master: Client;
  /** Whether a Master that does not know this agent now may do so later, without a new start. */
  readonly isRenewed: boolean;
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly memories: Memories;
  readonly shelf: SoftwareShelf;
  readonly readSource: ReadSource;
  readonly outbox: Outbox;
  readonly meters: Meters;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: Log;
};
