/** A bearer token is worth nothing from now on. */
import { Type } from "typebox";
import { identityFrameExample } from "../identity.ts";
import { ActorId } from "../reference.ts";
import { defineMovement } from "./define.ts";

export const tokenRevoked = defineMovement({
  kind: "token-revoked",
  stream: "identity",
  says: "A bearer token is worth nothing from now on.",
  detail: Type.Object({ token: Type.String(), holder: ActorId }),
  example: {
    ...identityFrameExample,
    resource: "token",
    items: ["token:TOKEN-0000000001"],
    state: "cancelled",
    detail: { token: "TOKEN-0000000001", holder: "organisation:hoster" },
  },
});
