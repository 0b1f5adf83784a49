/**
 * What an agent should make true on its computer: partitions and software; the agent polls this.
 */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Conditions } from "../conditions.ts";
import { RequestedState, SupplyState } from "../instance-state.ts";
import { Instant } from "../instant.ts";
import { Connection, Parameters } from "../parameters.ts";
import { Position } from "../position.ts";
import { Reference } from "../reference.ts";
import { defineQuery } from "./define.ts";

export const PartitionDuty = Type.Object({
  partition: Type.String(),
  address: Type.String(),
  instance: Type.String(),
  title: Type.String(),
  tree: Type.String(),
  rootTitle: Type.String(),
  softwareRelease: Type.String(),
  softwareType: Type.String(),
  state: RequestedState,
  parameters: Parameters,
  conditions: Conditions,
  shared: Type.Optional(Type.Boolean()),
  /** What the agent said when it failed last. */
  message: Type.Optional(Type.String()),
  /** What it has published, so that an agent that lost its disk publishes nothing anew. */
  connection: Connection,
  /** `waiting` until the agent first reports. */
  reported: Type.Enum(["waiting", "started", "stopped", "failed", "destroyed"]),
  /**
   * Changes whenever this partition must be processed again: the position of the movement that says
   * so.
   */
  changedAt: Position,
  /** When that movement was recorded. */
  changedOn: Instant,
});
export type PartitionDuty = Static<typeof PartitionDuty>;

export const SoftwareDuty = Type.Object({
  softwareRelease: Type.String(),
  state: SupplyState,
  reported: Type.Enum(["waiting", "building", "available", "destroyed", "failed"]),
  /** What the agent said when it failed last, kept while it tries again. */
  message: Type.Optional(Type.String()),
});
export type SoftwareDuty = Static<typeof SoftwareDuty>;

export const computerDuties = defineQuery({
  name: "computer-duties",
  says: "What should run on this computer, and which software should be installed?",
  path: "/v1/computers/:computer/duties",
  parameters: Type.Object({ computer: Reference }),
  answer: Type.Object({
    computer: Type.String(),
    agent: Type.Optional(Type.String()),
    partitions: Type.Array(PartitionDuty),
    software: Type.Array(SoftwareDuty),
    position: Position,
  }),
});
