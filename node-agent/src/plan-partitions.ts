/**
 * Compares what partitions should be with what they are, and lists what is to be done, in order.
 */
import type { PartitionDuty } from "@partita/schemas";
import type { ObservedPartition } from "#node-agent/drivers/driver.ts";

/** What the agent remembers of the instance in a partition. */
export type Kept = {
  readonly instance: string;
  /** The duty's `changedAt` when it was last carried out to the end. */
  readonly processed?: string;
};

export type Reality = Partial<ObservedPartition> & { readonly kept?: Kept };

export type PartitionAction =
  /** Stop what runs and wipe what lies there: another's leftovers. */
  | { readonly do: "clear"; readonly partition: string }
  | {
      readonly do: "destroy" | "stop" | "start";
      readonly partition: string;
      readonly duty: PartitionDuty;
    };

/**
 * Partitions are freed first, stopped next, and started last, each group in the order of the
 * duties.
 */
const order = ["clear", "destroy", "stop", "start"] as const;

/** An action for each partition that is not as it should be; none for the others. */
export function planPartitions(
  duties: readonly PartitionDuty[],
  reality: ReadonlyMap<string, Reality>,
): readonly PartitionAction[] {
  const occupied = new Set(duties.map(({ partition }) => partition));
  const leftovers = [...reality]
    .filter(([partition, found]) => !occupied.has(partition) && isUsed(found))
    .map(([partition]) => ({ do: "clear", partition }) as const);
  const actions = duties.flatMap((duty) => actionsFor(duty, reality.get(duty.partition) ?? {}));
  return order.flatMap((name) => [...leftovers, ...actions].filter((one) => one.do === name));
}

function actionsFor(duty: PartitionDuty, found: Reality): readonly PartitionAction[] {
  const { partition } = duty;
  const strange = found.kept === undefined ? isUsed(found) : found.kept.instance !== duty.instance;
  if (strange) return [{ do: "clear", partition }, ...actionsFor(duty, {})];
  const processed = found.kept?.processed === duty.changedAt;
  switch (duty.state) {
    case "destroyed":
      return processed || duty.reported === "destroyed" ? [] : [{ do: "destroy", partition, duty }];
    case "stopped":
      return processed && !runs(found) ? [] : [{ do: "stop", partition, duty }];
    case "started":
      return processed && allRun(found) ? [] : [{ do: "start", partition, duty }];
  }
}

function isUsed({ kept, content, services }: Reality): boolean {
  return kept !== undefined || content === true || (services ?? []).length > 0;
}

function runs({ services = [] }: Reality): boolean {
  return services.some(({ running }) => running);
}

function allRun({ services = [] }: Reality): boolean {
  return services.every(({ running }) => running);
}
