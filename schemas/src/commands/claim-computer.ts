/** An agent takes charge of a computer. */
import { Type } from "typebox";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const claimComputer = defineCommand({
  kind: "claim-computer",
  stream: "computer",
  says: "An agent takes charge of a computer.",
  send: { method: "POST", path: "/v1/computers/:computer/claim" },
  detail: Type.Object(
    {
      /** Chosen once by the agent and kept on its disk: it tells one agent from another. */
      agent: Reference,
    },
    { additionalProperties: false },
  ),
  example: { agent: "agent-0a1b2c" },
});
