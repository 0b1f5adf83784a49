/** A computer joins the market: where it stands and to whom it belongs. */
import { Type } from "typebox";
import { Region } from "../region.ts";
import { defineMovement } from "./define.ts";

export const computerRegistered = defineMovement({
  kind: "computer-registered",
  stream: "computer",
  says: "A computer joins the market: where it stands and to whom it belongs.",
  detail: Type.Object({ title: Type.String(), region: Region }),
  example: {
    resource: "computer",
    quantity: "1",
    source: "organisation:hoster",
    destination: "network:COMP-1",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["computer:COMP-1"],
    state: "delivered",
    detail: { title: "A server in Paris", region: "europe/france" },
  },
});
