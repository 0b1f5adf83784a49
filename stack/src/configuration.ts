/**
 * Everything that can be set from outside: the environment variables, what they mean, and their
 * defaults.
 */

export type Setting = { readonly name: string; readonly default: string; readonly says: string };

export const configuration: readonly Setting[] = [
  {
    name: "PARTITA_HOME",
    default: ".partita in the clone",
    says: "Folder of the house: its PostgreSQL data, tokens, computers, lock and logs.",
  },
  {
    name: "PARTITA_PORT",
    default: "8020, or any free port when that is taken",
    says: "TCP port of the API. When set and taken, the house does not start.",
  },
  {
    name: "PARTITA_PORTAL_PORT",
    default: "8021, or any free port when that is taken",
    says: "TCP port of the portal. When set and taken, the house does not start.",
  },
  {
    name: "PARTITA_HEALTH_PORT",
    default: "8022, or any free port when that is taken",
    says:
      "TCP port on which a process that runs some parts only answers GET /health; what " +
      "stack/src/main-health.ts asks.",
  },
  {
    name: "PARTITA_HOST",
    default: "127.0.0.1",
    says:
      "Address that API, portal and health checks listen on. Nothing of it is TLS: beyond " +
      "loopback, let nobody reach it but through a proxy that ends TLS.",
  },
  {
    name: "DATABASE_URL",
    default: "a PostgreSQL server of the house's own",
    says:
      "A PostgreSQL server (15 or newer) and database to use instead: " +
      "postgres://user:password@host:port/database.",
  },
  {
    name: "EVENTSTORE_URL",
    default: "movements are kept in PostgreSQL",
    says:
      "An EventStoreDB or KurrentDB (24 or newer) for the movements: " +
      "esdb://user:password@host:2113?tls=true. Rows stay in PostgreSQL.",
  },
  {
    name: "REDIS_URL",
    default: "the queue lives in PostgreSQL",
    says: "A Redis server (7 or newer) for the allocator's queue: redis://host:port.",
  },
  {
    name: "PARTITA_URL",
    default: "the house of this clone",
    says: "Where `partita`, and a portal that runs alone, find the Master.",
  },
  {
    name: "PARTITA_TOKENS",
    default: "tokens/tokens.json of the home",
    says: "File with the hashes of all tokens, for an API that runs alone.",
  },
  {
    name: "PARTITA_LOG_KEY",
    default: "log-key of the home",
    says:
      "File with the key that signs checkpoints of the log; made where it is missing. Keep a " +
      "copy where nobody else reads it. A process alone without it signs and proves nothing.",
  },
  {
    name: "PARTITA_WEBHOOK_KEY",
    default: "webhook-key of the home",
    says:
      "File with the key that the secrets of all webhooks are derived from; made where it is " +
      "missing. A process alone without it sends no webhooks.",
  },
  {
    name: "PARTITA_WEBHOOK_LOCAL",
    default: "no",
    says:
      "yes: webhooks may go to private addresses and over plain HTTP. For a house whose " +
      "receivers are on the same machine, never where strangers may register webhooks.",
  },
  {
    name: "PARTITA_TOKEN",
    default: "a token file of the house of this clone",
    says: "The token that `partita` sends.",
  },
];
