/** What a way of running software must be able to do: five questions, the same for every driver. */
import type { FilledType } from "#node-agent/fill-release.ts";
import type { Names } from "#node-agent/fill-template.ts";
import type { Member } from "#node-agent/processes.ts";
import type { Release, SoftwareTypeDescription } from "#node-agent/release.ts";

export type SoftwareToInstall = {
  readonly softwareRelease: string;
  readonly release: Release;
  /** Contents by file name, verified already. */
  readonly files: ReadonlyMap<string, Uint8Array>;
};

export type PartitionToPrepare = {
  readonly partition: string;
  readonly softwareRelease: string;
  readonly release: Release;
  readonly type: SoftwareTypeDescription;
  readonly address: string;
  /** What the agent knows already: parameters, instance, title, what the children published. */
  readonly names: Names;
  /** Changes when the steps that prepare the partition must be run again. */
  readonly change: string;
};

/** Everything that is to run in a partition, each text filled. */
export type Prepared = FilledType & {
  readonly partition: string;
  /** Changes whenever the services must be started anew to see what changed. */
  readonly digest: string;
};

/** `running`: as it should be. `waiting`: not yet, and why; asking again goes on with it. */
export type Condition =
  | { readonly status: "running" | "stopped" | "absent" }
  | { readonly status: "waiting"; readonly because: string; readonly failing: boolean };

export type ObservedPartition = {
  readonly partition: string;
  readonly services: readonly { readonly name: string; readonly running: boolean }[];
  /** Whether anything of an instance lies there, running or not. */
  readonly content: boolean;
};

/** What a partition uses at this moment. */
export type Sample = {
  readonly partition: string;
  readonly processes: readonly Member[];
  readonly residentBytes: number;
  readonly diskBytes: number;
};

export type Driver = {
  /**
   * Makes the software directory complete, or throws with what is missing. Asked again, it starts
   * over.
   */
  install(software: SoftwareToInstall): Promise<void>;
  /** Ports, secrets, files and steps of a partition; the same again when asked again. */
  prepare(partition: PartitionToPrepare): Promise<Prepared>;
  /** Starts what is not running, or stops what is; `absent` also wipes the partition. */
  setState(
    partition: string,
    wanted:
      | { readonly state: "started"; readonly prepared: Prepared }
      | { readonly state: "stopped" | "absent" },
  ): Promise<Condition>;
  observe(): Promise<readonly ObservedPartition[]>;
  measure(): Promise<readonly Sample[]>;
};
