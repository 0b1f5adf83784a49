/** Make a bearer token worthless, from now on. */
import { Type } from "typebox";
import { Reference } from "../reference.ts";
import { defineCommand } from "./define.ts";

export const revokeToken = defineCommand({
  kind: "revoke-token",
  stream: "identity",
  says: "Make a bearer token worthless, from now on.",
  send: { method: "POST", path: "/v1/tokens/:token/revocation" },
  detail: Type.Object({ token: Reference }, { additionalProperties: false }),
  example: { token: "TOKEN-0000000001" },
});
