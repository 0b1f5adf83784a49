/** The owner wants a software release available on a computer, or gone from it. */
import { Type } from "typebox";
import { SupplyState } from "../instance-state.ts";
import { SoftwareRelease } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const supplySoftware = defineCommand({
  kind: "supply-software",
  stream: "computer",
  says: "The owner wants a software release available on a computer, or gone from it.",
  send: { method: "POST", path: "/v1/computers/:computer/software" },
  detail: Type.Object(
    { softwareRelease: SoftwareRelease, state: SupplyState },
    { additionalProperties: false },
  ),
  example: {
    softwareRelease: "https://software.partita.example/guestbook/software.json",
    state: "available",
  },
});
