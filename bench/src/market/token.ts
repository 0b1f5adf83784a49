/** Gives somebody a bearer token, as the Master does: its hash goes into the log. */
import { randomBytes } from "node:crypto";
import { digestOf, type NodeId } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import { seller } from "./fill-market.ts";
import { withSender } from "./with-sender.ts";

const tokenBytes = 32;
const dayMilliseconds = 86_400_000;

type Holder =
  | { readonly holder: NodeId; readonly role: "person" }
  | { readonly holder: `computer:${string}`; readonly role: "computer" };

export async function issueToken(databaseUrl: string, { holder, role }: Holder): Promise<string> {
  const token = randomBytes(tokenBytes).toString("base64url");
  const command = ask("issue-token", {
    ...{ streamId: holder, at: new Date().toISOString(), id: crypto.randomUUID() },
    detail: {
      ...(role === "computer" && { owner: seller }),
      ...{ holder, role, title: "bench", scopes: ["read", "write"] },
      tokenHash: digestOf(token),
      expiresAt: new Date(Date.now() + dayMilliseconds).toISOString(),
    },
  });
  const outcome = await withSender(databaseUrl, (send) => send(command));
  if ("refusal" in outcome) throw new Error(`no token: ${outcome.refusal.code}`);
  return token;
}
