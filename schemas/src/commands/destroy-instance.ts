/** An instance is to be destroyed, and all that it requested with it; for ever. */
import { Type } from "typebox";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const destroyInstance = defineCommand({
  kind: "destroy-instance",
  stream: "instance-tree",
  says: "An instance is to be destroyed, and all that it requested with it; for ever.",
  send: { method: "POST", path: "/v1/instances/:instance/destroy" },
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
