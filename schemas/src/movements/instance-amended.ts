/**
 * The wish for an instance changed: its state, parameters, conditions, or, for a child, its
 * software.
 */
import { Type } from "typebox";
import { Conditions } from "../conditions.ts";
import { RequestedState } from "../instance-state.ts";
import { Parameters } from "../parameters.ts";
import { SoftwareRelease, SoftwareType } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const instanceAmended = defineMovement({
  kind: "instance-amended",
  stream: "instance-tree",
  says:
    "The wish for an instance changed: its state, parameters, conditions, or, for a " +
    "child, its software.",
  detail: Type.Object({
    instance: Type.String(),
    tree: Type.String(),
    /** The instance that asked last; a child asked for by another instance moves to it. */
    requester: Type.Optional(Type.String()),
    softwareRelease: SoftwareRelease,
    softwareType: SoftwareType,
    state: RequestedState,
    parameters: Parameters,
    conditions: Conditions,
  }),
  example: {
    resource: "software-hosting",
    quantity: "1",
    source: "network:COMP-1",
    destination: "project:TREE-0000000001",
    sourceSection: "organisation:hoster",
    destinationSection: "person:ada",
    items: ["instance-tree:TREE-0000000001", "instance:INST-0000000001"],
    state: "ordered",
    detail: {
      instance: "INST-0000000001",
      tree: "TREE-0000000001",
      softwareRelease: "https://software.partita.example/guestbook/software.json",
      softwareType: "default",
      state: "stopped",
      parameters: { greeting: "Welcome" },
      conditions: { region: "europe", max_price: { amount: "4", currency: "EUR" } },
    },
  },
});
