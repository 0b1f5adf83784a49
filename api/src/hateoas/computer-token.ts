/** Makes the token by which somebody's next computer registers itself (`slapos computer token`). */
import { randomBytes } from "node:crypto";
import { instantOf } from "@partita/schemas";
import { denySlap } from "#api/authorise.ts";
import { type Identity, tokenHashOf } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import type { Denial } from "#api/problems.ts";
import { tell } from "#api/slap/tell.ts";

const tokenBytes = 32;
/** As SlapOS: a token that nobody used within a day is worth nothing. */
const tokenMillisecondsMax = 86_400_000;

/** Told once, and kept nowhere: the ledger has its hash. */
export async function makeComputerToken(
  ports: Ports,
  identity: Identity,
): Promise<{ readonly token: string } | Denial> {
  const asking = { identity, to: {}, detail: {}, access: "write" } as const;
  const denial = await denySlap(ports, "requestComputer", asking);
  if (denial !== undefined) return denial;
  const token = randomBytes(tokenBytes).toString("base64url");
  const sent = await tell(ports, "issue-enrolment", {
    identity,
    to: {},
    detail: {
      holder: identity.actor,
      role: identity.role,
      purpose: "register-computer",
      tokenHash: tokenHashOf(token),
      expiresAt: instantOf(Date.parse(ports.clock()) + tokenMillisecondsMax),
    },
  });
  return "problem" in sent ? sent : { token };
}
