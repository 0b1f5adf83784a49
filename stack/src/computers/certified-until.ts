/** Until when the certificate is good that an agent keeps in its home. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** In milliseconds since 1970; undefined when there is none that can be read. */
export function certifiedUntil(folder: string): number | undefined {
  try {
    const { notAfter } = JSON.parse(readFileSync(join(folder, "identity.json"), "utf8"));
    const until = Date.parse(String(notAfter));
    return Number.isNaN(until) ? undefined : until;
  } catch {
    // None yet, or damaged: with a new enrolment the agent gets another one.
    return undefined;
  }
}
