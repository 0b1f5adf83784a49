/** An agent says how far it is with a software release. */
import { Type } from "typebox";
import { InstallationState, Message } from "../instance-state.ts";
import { Reference, SoftwareRelease } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const reportSoftware = defineCommand({
  kind: "report-software",
  stream: "computer",
  says: "An agent says how far it is with a software release.",
  send: { method: "POST", path: "/v1/computers/:computer/software-reports" },
  detail: Type.Object(
    {
      agent: Reference,
      softwareRelease: SoftwareRelease,
      state: InstallationState,
      message: Type.Optional(Message),
    },
    { additionalProperties: false },
  ),
  example: {
    agent: "agent-0a1b2c",
    softwareRelease: "https://software.partita.example/guestbook/software.json",
    state: "available",
  },
});
