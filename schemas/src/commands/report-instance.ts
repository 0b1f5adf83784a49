/** An agent says what has become of an instance in one of its partitions. */
import { Type } from "typebox";
import { Message } from "../instance-state.ts";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const reportInstance = defineCommand({
  kind: "report-instance",
  stream: "instance-tree",
  says: "An agent says what has become of an instance in one of its partitions.",
  send: { method: "POST", path: "/v1/instances/:instance/reports" },
  detail: Type.Object(
    {
      instance: Reference,
      agent: Reference,
      state: Type.Enum(["started", "stopped", "failed", "destroyed"]),
      message: Type.Optional(Message),
    },
    { additionalProperties: false },
  ),
  example: { instance: "INST-0000000001", agent: "agent-0a1b2c", state: "started" },
});
