/** When a certificate is to be renewed: after two thirds of its life, not all at the same time. */
import { createHash } from "node:crypto";
import type { Life } from "./lives.ts";

const lifeShare = 2 / 3;
/** The renewals of a day when everybody registered spread over this share of a life. */
const jitterShare = 0.05;

/**
 * An instant from two thirds of the life on, and always the same for the same life and name (a
 * serial, say), so that a restart neither hurries nor delays it.
 */
export function renewalAt({ notBefore, notAfter }: Life, name = ""): string {
  const from = Date.parse(notBefore);
  const life = Date.parse(notAfter) - from;
  const digest = createHash("sha256").update(`${name} ${notBefore} ${notAfter}`).digest();
  const jitter = (digest.readUInt32BE(0) / 2 ** 32) * jitterShare;
  return new Date(from + Math.ceil(life * (lifeShare + jitter))).toISOString();
}
