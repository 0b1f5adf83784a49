/** The certificate authority of the house: who signs, what is kept, what is revoked. */

export { memoryKeptKeys } from "./adapters/memory-kept-keys.ts";
export type {
  Authority,
  KeptKey,
  KeptKeys,
  Order,
  RevocationList,
  Revoked,
  ServerCertificate,
  Signed,
  SignedWithKey,
} from "./authority.ts";
export { serialOf } from "./ca-certificate.ts";
export { type CsrComplaint, CsrRefused } from "./csr-refused.ts";
export { renewalAt } from "./renewal.ts";
