/** An instance is to run. */
import { Type } from "typebox";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const startInstance = defineCommand({
  kind: "start-instance",
  stream: "instance-tree",
  says: "An instance is to run.",
  send: { method: "POST", path: "/v1/instances/:instance/start" },
  detail: Type.Object(
    {
      instance: Reference,
      /** Refused when the wish was changed since: the revision that the sender saw. */
      revision: Type.Optional(Type.Integer({ minimum: 1 })),
    },
    { additionalProperties: false },
  ),
  example: { instance: "INST-0000000001" },
});
