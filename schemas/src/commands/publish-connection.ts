/** An agent publishes the connection parameters of an instance. */
import { Type } from "typebox";
import { Connection } from "../parameters.ts";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const publishConnection = defineCommand({
  kind: "publish-connection",
  stream: "instance-tree",
  says: "An agent publishes the connection parameters of an instance.",
  send: { method: "POST", path: "/v1/instances/:instance/connection" },
  detail: Type.Object(
    {
      instance: Reference,
      agent: Reference,
      connection: Connection,
    },
    { additionalProperties: false },
  ),
  example: {
    instance: "INST-0000000001",
    agent: "agent-0a1b2c",
    connection: { url: "http://127.0.0.1:8080/" },
  },
});
