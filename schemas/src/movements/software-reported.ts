/** An agent says how far it is with installing or removing a software release. */
import { Type } from "typebox";
import { InstallationState, Message } from "../instance-state.ts";
import { SoftwareRelease } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const softwareReported = defineMovement({
  kind: "software-reported",
  stream: "computer",
  says: "An agent says how far it is with installing or removing a software release.",
  detail: Type.Object({
    softwareRelease: SoftwareRelease,
    state: InstallationState,
    message: Type.Optional(Message),
  }),
  example: {
    resource: "software-release",
    quantity: "1",
    source: "organisation:hoster",
    destination: "network:COMP-1",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: [
      "computer:COMP-1",
      "software-release:https://software.partita.example/guestbook/software.json",
    ],
    state: "delivered",
    detail: {
      softwareRelease: "https://software.partita.example/guestbook/software.json",
      state: "available",
    },
  },
});
