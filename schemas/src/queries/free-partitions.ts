/** The market: each computer with its region, its free partitions and its software. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { AllocationScope } from "../allocation-scope.ts";
import { Position } from "../position.ts";
import { Region } from "../region.ts";
import { defineQuery } from "./define.ts";

export const ComputerOnMarket = Type.Object({
  computer: Type.String(),
  title: Type.String(),
  owner: Type.String(),
  region: Type.Optional(Region),
  agent: Type.Optional(Type.String()),
  free: Type.Array(Type.String()),
  occupied: Type.Array(Type.String()),
  /**
   * Supplied releases, whether or not they are installed yet: a request may be allocated meanwhile.
   */
  software: Type.Array(Type.String()),
  /** Absent: open. */
  scope: Type.Optional(AllocationScope),
  lost: Type.Optional(Type.Literal(true)),
});
export type ComputerOnMarket = Static<typeof ComputerOnMarket>;

export const freePartitions = defineQuery({
  name: "free-partitions",
  says: "Which computers are on the market, with how many free partitions and which software?",
  path: "/v1/computers",
  parameters: Type.Object({ region: Type.Optional(Region) }),
  answer: Type.Object({ computers: Type.Array(ComputerOnMarket), position: Position }),
});
