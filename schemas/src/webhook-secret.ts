/** Derives the secret of a webhook from the house's key, so that no secret is ever stored. */
import { hkdfSync } from "node:crypto";

/** Bytes of the house's key. */
export const webhookKeyBytes = 32;
/** As many as the hash gives; Standard Webhooks takes 24 to 64. */
const secretBytes = 32;

/**
 * `whsec_` and base64, as the libraries of Standard Webhooks take it. HKDF-SHA256 (RFC 5869):
 * whoever has one secret learns nothing of the key, of another webhook's, or of the next rotation.
 * Throws for a key of another length.
 */
export function webhookSecret(key: Uint8Array, webhook: string, rotation: number): string {
  if (key.length !== webhookKeyBytes)
    throw new Error(`the key of webhooks has ${key.length} bytes instead of ${webhookKeyBytes}`);
  const info = `partita webhook ${JSON.stringify([webhook, rotation])}`;
  const secret = hkdfSync("sha256", key, "", info, secretBytes);
  return `whsec_${Buffer.from(secret).toString("base64")}`;
}
