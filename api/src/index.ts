export { type Issued, issueTokens, tokenFile, tokenFileName } from "./adapters/token-file.ts";
export { hashedIdentities, type Identities, type Identity } from "./identities.ts";
export type { Ports } from "./ports.ts";
export { buildApi } from "./server.ts";
