/** Lets a computer of the demonstration get its certificate, as its owner does for any computer. */
import { join } from "node:path";
import { type Client, instantOf } from "@partita/schemas";
import { keptSecret } from "../credentials/kept-secret.ts";
import { makeFolder } from "../home/make-folder.ts";
import { certifiedUntil } from "./certified-until.ts";

/** Its agent starts at once, and uses it in the same second. */
const enrolmentMilliseconds = 3_600_000;

/** The file with the token; of a computer whose certificate is good, the one that gave it. */
export async function enrolComputer(
  folder: string,
  reference: string,
  owner: Client,
): Promise<string> {
  makeFolder(folder, 0o711);
  const now = Date.now();
  const isCertified = (certifiedUntil(folder) ?? 0) > now;
  const path = join(folder, "enrolment");
  await keptSecret(path, {
    isGood: () => isCertified,
    issue: async (tokenHash) => {
      await owner.send("issue-enrolment", {
        detail: {
          ...{ holder: `computer:${reference}`, role: "computer" },
          ...{ purpose: "certificate", tokenHash },
          expiresAt: instantOf(now + enrolmentMilliseconds),
        },
      });
    },
  });
  return path;
}
