/** Somebody gets certificates and tokens, and loses some of them again. */
import type { Recorded } from "@partita/ledger";
import type { Say } from "#projections/testing/speaker.ts";

const holder = "organisation:hoster";
const self = { streamId: holder, actor: holder } as const;
const ofComputer = { streamId: "computer:COMP-1" } as const;

export async function liveUnderNames(say: Say): Promise<void> {
  const [enrolled] = await say("issue-enrolment", {
    ...self,
    detail: { tokenHash: "1".repeat(64), expiresAt: "2026-01-01T20:00:00.000Z" },
  });
  await say("redeem-enrolment", { ...self, detail: { tokenHash: "1".repeat(64) } });
  const [unused] = await say("issue-enrolment", {
    ...self,
    detail: { tokenHash: "2".repeat(64), expiresAt: "2026-01-01T20:00:00.000Z" },
  });
  await say("revoke-enrolment", { ...self, detail: { enrolment: named(unused, "enrolment") } });
  await certify(say, named(enrolled, "enrolment"));
  const [token] = await say("issue-token", self);
  await say("revoke-token", { ...self, detail: { token: named(token, "token") } });
}

/** The certificate of the command's example, and the next one. */
async function certify(say: Say, enrolment: string): Promise<void> {
  await say("record-certificate", { ...ofComputer, detail: { owner: holder, enrolment } });
  const next = { serial: "7f3a9c0000000002", fingerprint: "e".repeat(64) };
  const renewal = { ...next, owner: holder, replaces: "7f3a9c0000000001" } as const;
  await say("record-certificate", { ...ofComputer, detail: renewal });
  await say("revoke-certificate", ofComputer);
}

function named(recorded: Recorded | undefined, name: "enrolment" | "token"): string {
  const detail: object = recorded?.movement.detail ?? {};
  const found = new Map(Object.entries(detail)).get(name);
  if (typeof found !== "string") throw new Error(`no ${name} was issued`);
  return found;
}
