/** What has become of an instance: from requested to running, with its price and its connection. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Conditions } from "../conditions.ts";
import { ReasonCount } from "../deferral.ts";
import { RequestedState } from "../instance-state.ts";
import { Instant } from "../instant.ts";
import { Connection, Parameters } from "../parameters.ts";
import { Position } from "../position.ts";
import { Prices } from "../prices.ts";
import { NodeId, Reference } from "../reference.ts";
import { defineQuery } from "./define.ts";

/**
 * Where an instance stands; a client waits while it is anything but `started` (or what it asked
 * for).
 */
export const InstancePhase = Type.Enum([
  "requested",
  "deferred",
  "awarded",
  "allocated",
  "started",
  "stopped",
  "failed",
  "destroyed",
]);
export type InstancePhase = Static<typeof InstancePhase>;

export const InstanceStatus = Type.Object({
  instance: Type.String(),
  tree: Type.String(),
  title: Type.String(),
  owner: NodeId,
  requester: Type.Optional(Type.String()),
  softwareRelease: Type.String(),
  softwareType: Type.String(),
  /** What was asked for. */
  state: RequestedState,
  parameters: Parameters,
  conditions: Conditions,
  shared: Type.Optional(Type.Boolean()),
  /** Counts its wishes: 1 when it was requested, one more with each change and each new title. */
  revision: Type.Integer({ minimum: 1 }),
  /** The instance that serves it, when it is shared. */
  host: Type.Optional(Type.Object({ instance: Type.String(), tree: Type.String() })),
  /** What was said when its tree was last looked at again. */
  bang: Type.Optional(Type.Object({ message: Type.String(), at: Instant })),
  /** How far it has come. */
  phase: InstancePhase,
  /** Why it waits, while it does. */
  reasons: Type.Array(ReasonCount),
  /** What the agent said last when it failed. */
  message: Type.Optional(Type.String()),
  award: Type.Optional(
    Type.Object({
      award: Type.String(),
      /** Absent for a shared instance, which is served rather than sold: prices are absent too. */
      offer: Type.Optional(Type.String()),
      seller: NodeId,
      computer: Type.String(),
      prices: Type.Optional(Prices),
    }),
  ),
  partition: Type.Optional(Type.String()),
  connection: Connection,
  requestedAt: Instant,
  startedAt: Type.Optional(Instant),
  changedAt: Position,
});
export type InstanceStatus = Static<typeof InstanceStatus>;

export const instanceStatus = defineQuery({
  name: "instance-status",
  says: "What has become of this instance?",
  path: "/v1/instances/:instance",
  parameters: Type.Object({ instance: Reference }),
  answer: Type.Object({ instance: InstanceStatus, position: Position }),
});

export const instanceListMax = 1000;

export const instances = defineQuery({
  name: "instances",
  says: "Which instances do I have?",
  path: "/v1/instances",
  parameters: Type.Object({
    title: Type.Optional(Type.String()),
    /** Continue after this instance reference. */
    after: Type.Optional(Reference),
  }),
  answer: Type.Object({ instances: Type.Array(InstanceStatus), position: Position }),
});
