/** A customer, or a partition of its own, asks for an instance, or changes what it asked for. */
import { Type } from "typebox";
import { Conditions } from "../conditions.ts";
import { RequestedState } from "../instance-state.ts";
import { Parameters } from "../parameters.ts";
import { Reference, SoftwareRelease, SoftwareType } from "../reference.ts";
import { Title } from "../title.ts";
import { defineCommand } from "./define.ts";

export const requestInstance = defineCommand({
  kind: "request-instance",
  stream: "instance-tree",
  says:
    "A customer, or a partition of its own, asks for an instance, or changes what it " +
    "asked for.",
  send: { method: "POST", path: "/v1/instances" },
  detail: Type.Object(
    {
      /** Unique among the owner's trees, or, for a child, within its tree. */
      title: Title,
      /** The instance on whose behalf its computer asks; absent when a customer asks. */
      requester: Type.Optional(Reference),
      softwareRelease: SoftwareRelease,
      softwareType: SoftwareType,
      state: RequestedState,
      parameters: Parameters,
      conditions: Conditions,
    },
    { additionalProperties: false },
  ),
  example: {
    title: "my-guestbook",
    softwareRelease: "https://software.partita.example/guestbook/software.json",
    softwareType: "default",
    state: "started",
    parameters: { greeting: "Welcome" },
    conditions: { region: "europe", max_price: { amount: "4", currency: "EUR" } },
  },
});
