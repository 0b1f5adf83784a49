/** A software release is to be available on a computer, or no longer. */
import { Type } from "typebox";
import { SupplyState } from "../instance-state.ts";
import { SoftwareRelease } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const softwareSupplied = defineMovement({
  kind: "software-supplied",
  stream: "computer",
  says: "A software release is to be available on a computer, or no longer.",
  detail: Type.Object({ softwareRelease: SoftwareRelease, state: SupplyState }),
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
    state: "ordered",
    detail: {
      softwareRelease: "https://software.partita.example/guestbook/software.json",
      state: "available",
    },
  },
});
