/** A customer, or a partition of its own, asks for an instance, or changes what it asked for. */
import { Type } from "typebox";
import { instanceWish, instanceWishExample } from "../instance-wish.ts";
import { Reference } from "../reference.ts";
import { Title } from "../title.ts";
import { defineCommand } from "./define.ts";

export const requestInstance = defineCommand({
  kind: "request-instance",
  stream: "instance-tree",
  says:
    "A customer, or a partition of its own, asks for an instance, or changes what it " +
    "asked for.",
  send: { method: "POST", path: "/v1/instances" },
  detail: Type.Object(
    {
      /** Unique among the owner's trees, or, for a child, within its tree. */
      title: Title,
      /** The instance on whose behalf its computer asks; absent when a customer asks. */
      requester: Type.Optional(Reference),
      ...instanceWish,
    },
    { additionalProperties: false },
  ),
  example: {
    title: "my-guestbook",
    ...instanceWishExample,
  },
});
