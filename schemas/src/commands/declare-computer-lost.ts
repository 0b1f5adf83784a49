/** Say that a computer will not come back, so that what stood on it may move. */
import { Type } from "typebox";
import { Message } from "../instance-state.ts";
import { defineCommand } from "./define.ts";

export const declareComputerLost = defineCommand({
  kind: "declare-computer-lost",
  stream: "computer",
  says: "Say that a computer will not come back, so that what stood on it may move.",
  send: { method: "POST", path: "/v1/computers/:computer/loss" },
  detail: Type.Object({ message: Message }, { additionalProperties: false }),
  example: { message: "its disks burnt" },
});
