/** Somebody has a bearer token, known here by its hash only. */
import { Type } from "typebox";
import { holder, identityFrameExample, Scope, Sha256 } from "../identity.ts";
import { Instant } from "../instant.ts";
import { Title } from "../title.ts";
import { defineMovement } from "./define.ts";

export const tokenIssued = defineMovement({
  kind: "token-issued",
  stream: "identity",
  says: "Somebody has a bearer token, known here by its hash only.",
  detail: Type.Object({
    token: Type.String(),
    ...holder,
    /** What its holder calls it. */
    title: Title,
    tokenHash: Sha256,
    scopes: Type.Array(Scope),
    expiresAt: Instant,
  }),
  example: {
    ...identityFrameExample,
    resource: "token",
    items: ["token:TOKEN-0000000001"],
    stopsAt: "2026-04-01T00:00:00.000Z",
    state: "confirmed",
    detail: {
      token: "TOKEN-0000000001",
      holder: "organisation:hoster",
      role: "accountant",
      title: "monthly export",
      tokenHash: "d".repeat(64),
      scopes: ["read"],
      expiresAt: "2026-04-01T00:00:00.000Z",
    },
  },
});
