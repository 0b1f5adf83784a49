/** Change some of what was wished of an instance, and leave the rest. */
import { Type } from "typebox";
import { instanceWish } from "../instance-wish.ts";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

/** All of the wish may stay away; whether an instance is shared never changes. */
const { shared: _, ...changeable } = instanceWish;
const partly = Type.Partial(Type.Object(changeable)).properties;

export const amendInstance = defineCommand({
  kind: "amend-instance",
  stream: "instance-tree",
  says: "Change some of what was wished of an instance, and leave the rest.",
  send: { method: "POST", path: "/v1/instances/:instance/amendments" },
  detail: Type.Object(
    {
      instance: Reference,
      /** Refused when the wish was changed since: the revision that the sender saw. */
      revision: Type.Optional(Type.Integer({ minimum: 1 })),
      ...partly,
    },
    { additionalProperties: false },
  ),
  example: { instance: "INST-0000000001", parameters: { greeting: "Good evening" } },
});
