/** Have a bearer token of one's own, by its hash, with scopes and an end. */
import { Type } from "typebox";
import { holder, Scope, Sha256, scopesMax } from "../identity.ts";
import { Instant } from "../instant.ts";
import { NodeId } from "../reference.ts";
import { Title } from "../title.ts";
import { defineCommand } from "./define.ts";

export const issueToken = defineCommand({
  kind: "issue-token",
  stream: "identity",
  says: "Have a bearer token of one's own, by its hash, with scopes and an end.",
  send: { method: "POST", path: "/v1/tokens" },
  detail: Type.Object(
    {
      ...holder,
      title: Title,
      /** Whoever asks makes the token (32 random bytes) and keeps it: this is its SHA-256. */
      tokenHash: Sha256,
      scopes: Type.Array(Scope, { minItems: 1, maxItems: scopesMax }),
      expiresAt: Instant,
      owner: Type.Optional(NodeId),
    },
    { additionalProperties: false },
  ),
  example: {
    holder: "organisation:hoster",
    role: "accountant",
    title: "monthly export",
    tokenHash: "d".repeat(64),
    scopes: ["read"],
    expiresAt: "2026-04-01T00:00:00.000Z",
  },
});
