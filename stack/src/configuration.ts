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
    says: "TCP port of the API, over TLS. When set and taken, the house does not start.",
  },
  {
    name: "PARTITA_PLAIN_PORT",
    default: "none",
    says:
      "TCP port of the same API without TLS, for old tools of this machine: refused unless " +
      "PARTITA_HOST is loopback.",
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
      "Address that API, portal and health checks listen on. Beyond loopback the portal of a " +
      "whole house speaks TLS too; one that runs alone does with PARTITA_CERT, and without says " +
      "so aloud. Health checks never do, and tell nobody a secret.",
  },
  {
    name: "PARTITA_NAMES",
    default: "localhost,127.0.0.1,::1 and the name of this host",
    says:
      "Names and addresses that the server's certificate is for: those by which clients reach " +
      "it, with commas between.",
  },
  {
    name: "PARTITA_CA",
    default: "ca of the home",
    says:
      "Folder of the certificate authority; made where it is missing. Processes of one house " +
      "that run the API share it. What clients are to trust is roots.pem of the home.",
  },
  {
    name: "PARTITA_CA_PASSPHRASE",
    default: "ca-passphrase of the home",
    says:
      "File with what the authority's keys are encrypted with; made where it is missing. Keep a " +
      "copy where nobody else reads it, and not beside a copy of the folder.",
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
    name: "PARTITA_CA_FILE",
    default: "the roots of the house of this clone",
    says:
      "File with the roots that the Master's certificate is checked against: for `partita`, and " +
      "for a portal that runs alone.",
  },
  {
    name: "PARTITA_CERT",
    default: "none: the token is shown, and a portal shows the certificate of its house",
    says:
      "File with the certificate that `partita` shows, and its chain; and what a portal shows to " +
      "browsers, in the place of the house's own certificate.",
  },
  {
    name: "PARTITA_KEY",
    default: "none",
    says: "File with the key of PARTITA_CERT.",
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
