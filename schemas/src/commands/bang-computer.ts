/** Something is wrong with a computer: have all trees on it looked at again. */
import { Type } from "typebox";
import { Message } from "../instance-state.ts";
import { defineCommand } from "./define.ts";

export const bangComputer = defineCommand({
  kind: "bang-computer",
  stream: "computer",
  says: "Something is wrong with a computer: have all trees on it looked at again.",
  send: { method: "POST", path: "/v1/computers/:computer/bang" },
  detail: Type.Object({ message: Message }, { additionalProperties: false }),
  example: { message: "Reboot" },
});
