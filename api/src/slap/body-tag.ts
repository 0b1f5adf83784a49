/** The ETag of a body: strong, since it is made of every byte of it. */
import { createHash } from "node:crypto";

export function bodyTag(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url")}"`;
}
