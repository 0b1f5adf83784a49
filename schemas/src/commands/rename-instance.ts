/** Give an instance another title, which is free in its tree. */
import { Type } from "typebox";
import { Reference } from "../reference.ts";
import { Title } from "../title.ts";
import { defineCommand } from "./define.ts";

export const renameInstance = defineCommand({
  kind: "rename-instance",
  stream: "instance-tree",
  says: "Give an instance another title, which is free in its tree.",
  send: { method: "POST", path: "/v1/instances/:instance/title" },
  detail: Type.Object(
    {
      instance: Reference,
      title: Title,
      /** Refused when the wish was changed since: the revision that the sender saw. */
      revision: Type.Optional(Type.Integer({ minimum: 1 })),
    },
    { additionalProperties: false },
  ),
  example: { instance: "INST-0000000001", title: "our-guestbook" },
});
