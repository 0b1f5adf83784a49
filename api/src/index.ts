export { type KeptContacts, postgresContacts } from "./adapters/postgres-contacts.ts";
export { memoryContacts } from "./contacts/memory-contacts.ts";
export { hashedIdentities, type Identities, type Identity } from "./identities.ts";
export type { Ports } from "./ports.ts";
export { remembering } from "./remembered/remembering.ts";
export { type RowIdentities, rowIdentities } from "./row-identities.ts";
export { buildApi, type Reached } from "./server.ts";
export { replaceTls, type ServerTls } from "./server-tls.ts";
