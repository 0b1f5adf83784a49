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
    says: "TCP port of the API on 127.0.0.1. When set and taken, the house does not start.",
  },
  {
    name: "PARTITA_PORTAL_PORT",
    default: "8021, or any free port when that is taken",
    says: "TCP port of the portal on 127.0.0.1. When set and taken, the house does not start.",
  },
  {
    name: "DATABASE_URL",
    default: "a PostgreSQL server of the house's own",
    says:
      "A PostgreSQL server (15 or newer) and database to use instead: " +
      "postgres://user:password@host:port/database.",
  },
  {
    name: "REDIS_URL",
    default: "the queue lives in PostgreSQL",
    says: "A Redis server (7 or newer) for the allocator's queue: redis://host:port.",
  },
  {
    name: "PARTITA_URL",
    default: "the house of this clone",
    says: "Where `partita` finds the Master.",
  },
  {
    name: "PARTITA_TOKEN",
    default: "a token file of the house of this clone",
    says: "The token that `partita` sends.",
  },
];
