/** Something is wrong with an instance: have its whole tree looked at again. */
import { Type } from "typebox";
import { BangOrigin } from "../bang.ts";
import { Message } from "../instance-state.ts";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const bangInstance = defineCommand({
  kind: "bang-instance",
  stream: "instance-tree",
  says: "Something is wrong with an instance: have its whole tree looked at again.",
  send: { method: "POST", path: "/v1/instances/:instance/bang" },
  detail: Type.Object(
    {
      instance: Reference,
      message: Message,
      /** Absent: the instance itself, or its owner, by who sends it. */
      origin: Type.Optional(BangOrigin),
      computer: Type.Optional(Reference),
    },
    { additionalProperties: false },
  ),
  example: { instance: "INST-0000000001", message: "the web server does not answer" },
});
