/** Whether an instance is what was asked for, or is still on its way. */
import type { InstanceStatus } from "@partita/schemas";

type Standing = Pick<InstanceStatus, "phase" | "state" | "shared">;

/** A shared instance is served from the moment it has a host: no process of its own starts. */
export function isSettled({ phase, state, shared }: Standing): boolean {
  return phase === state || (shared === true && phase === "allocated" && state !== "destroyed");
}
