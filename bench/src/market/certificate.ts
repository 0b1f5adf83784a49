/** Records a certificate in the log, as the API does before it hands one out. */
import type { Signed } from "@partita/certificates";
import { ask } from "@partita/schemas/testing/ask.ts";
import { withSender } from "./with-sender.ts";

export async function recordCertificate(databaseUrl: string, signed: Signed): Promise<void> {
  const { serial, fingerprint, publicKey, notBefore, notAfter } = signed;
  const command = ask("record-certificate", {
    ...{ streamId: "computer:COMP-1", at: new Date().toISOString(), id: crypto.randomUUID() },
    detail: {
      ...{
        holder: "computer:COMP-1",
        role: "computer",
        keyMadeBy: "master",
        owner: "organisation:hoster",
      },
      ...{ serial, fingerprint, publicKey, notBefore, notAfter },
    },
  });
  const outcome = await withSender(databaseUrl, (send) => send(command));
  if ("refusal" in outcome) throw new Error(`not recorded: ${outcome.refusal.code}`);
}
