/** The environment variables as the house understands them. */
import { hostname } from "node:os";

export type Settings = {
  readonly databaseUrl: string | undefined;
  readonly eventstoreUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** The address that API, portal and health checks listen on. */
  readonly host: string;
  readonly apiPort: Port;
  /** Where the API answers without TLS as well; nowhere unless somebody asked for it. */
  readonly plainPort: Port | undefined;
  readonly portalPort: Port;
  readonly healthPort: Port;
  /** Where a portal on its own finds the Master. */
  readonly masterUrl: string | undefined;
  /** The roots that a portal on its own believes, in a file. */
  readonly caFile: string | undefined;
  /** What a portal shows to browsers, in files: a certificate with its chain, and its key. */
  readonly certificate: { readonly cert: string; readonly key: string } | undefined;
  /** The authority: the folder that it keeps, and the file that its keys are encrypted with. */
  readonly ca: string | undefined;
  readonly caPassphrase: string | undefined;
  /** What the server's certificate names. */
  readonly names: readonly string[];
  /** Files: the keys that sign the log and keep the secrets of webhooks. */
  readonly logKey: string | undefined;
  readonly webhookKey: string | undefined;
  /** Whether webhooks may go to private addresses, and over plain HTTP. */
  readonly webhooksLocal: boolean;
};

/** A port that somebody chose must be free; a habitual one gives way. */
export type Port = { readonly number: number; readonly chosen: boolean };

type Environment = Readonly<Record<string, string | undefined>>;

const loopback = "127.0.0.1";

/** Throws a sentence about what cannot be meant. What is set to nothing counts as not set. */
export function settingsFrom(given: Environment): Settings {
  const environment: Environment = Object.fromEntries(
    Object.entries(given).filter(([, text]) => text !== ""),
  );
  return {
    databaseUrl: urlFrom("DATABASE_URL", environment.DATABASE_URL, postgresUrl),
    eventstoreUrl: urlFrom("EVENTSTORE_URL", environment.EVENTSTORE_URL, eventstoreUrl),
    redisUrl: urlFrom("REDIS_URL", environment.REDIS_URL, redisUrl),
    host: hostFrom(environment.PARTITA_HOST),
    apiPort: portFrom("PARTITA_PORT", environment.PARTITA_PORT, 8020),
    plainPort: plainPortFrom(environment),
    portalPort: portFrom("PARTITA_PORTAL_PORT", environment.PARTITA_PORTAL_PORT, 8021),
    healthPort: portFrom("PARTITA_HEALTH_PORT", environment.PARTITA_HEALTH_PORT, 8022),
    masterUrl: urlFrom("PARTITA_URL", environment.PARTITA_URL, httpUrl),
    caFile: environment.PARTITA_CA_FILE,
    certificate: certificateFrom(environment),
    ca: environment.PARTITA_CA,
    caPassphrase: environment.PARTITA_CA_PASSPHRASE,
    names: namesFrom(environment.PARTITA_NAMES),
    logKey: environment.PARTITA_LOG_KEY,
    webhookKey: environment.PARTITA_WEBHOOK_KEY,
    webhooksLocal: yesFrom("PARTITA_WEBHOOK_LOCAL", environment.PARTITA_WEBHOOK_LOCAL),
  };
}

type Form = { readonly protocols: RegExp; readonly example: string };

const postgresUrl = {
  protocols: /^postgres(ql)?:\/\//,
  example: "postgres://user:password@host:5432/database",
};
const eventstoreUrl = {
  protocols: /^(esdb|kurrentdb|kdb)(\+discover)?:\/\//,
  example: "esdb://user:password@host:2113?tls=true",
};
const redisUrl = { protocols: /^rediss?:\/\//, example: "redis://host:6379" };
const httpUrl = { protocols: /^https?:\/\//, example: "https://127.0.0.1:8020" };

/** Such a URL may hold a password, so it is not repeated. */
function urlFrom(name: string, text: string | undefined, { protocols, example }: Form) {
  if (text === undefined || protocols.test(text)) return text;
  throw new Error(`${name} is not the address of such a server; one looks like ${example}`);
}

function hostFrom(text: string = loopback): string {
  if (/^[A-Za-z0-9.:-]{1,253}$/.test(text)) return text;
  throw new Error(
    `PARTITA_HOST is ${JSON.stringify(text)}; an address to listen on looks like 127.0.0.1`,
  );
}

/** Beyond this machine, tokens and connection parameters would be there for whoever listens in. */
function plainPortFrom({ PARTITA_PLAIN_PORT: text, PARTITA_HOST: host }: Environment) {
  if (text === undefined) return undefined;
  if (isLoopback(host ?? loopback)) return portFrom("PARTITA_PLAIN_PORT", text, 0);
  throw new Error(
    `PARTITA_PLAIN_PORT is for loopback only, and PARTITA_HOST is ${host}: beyond this machine ` +
      "the API speaks TLS",
  );
}

function certificateFrom({ PARTITA_CERT: cert, PARTITA_KEY: key }: Environment) {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return undefined;
  throw new Error("of PARTITA_CERT and PARTITA_KEY one is set: a certificate needs its key");
}

const habitualNames = ["localhost", "127.0.0.1", "::1"];
/** A certificate is sent in each handshake; who needs more names wants a wildcard. */
const namesMax = 50;

function namesFrom(text: string | undefined): readonly string[] {
  if (text === undefined) return [...new Set([...habitualNames, hostname()])];
  const names = text.split(",").map((name) => name.trim());
  const strange = names.find((name) => !/^(\*\.)?[A-Za-z0-9.:_-]{1,253}$/.test(name));
  if (strange !== undefined || names.length > namesMax)
    throw new Error(
      `PARTITA_NAMES is ${JSON.stringify(text)}; it is up to ${namesMax} names or addresses with ` +
        "commas between: partita.example,192.0.2.1",
    );
  return names;
}

function yesFrom(name: string, text: string = "no"): boolean {
  if (text === "yes" || text === "no") return text === "yes";
  throw new Error(`${name} is ${JSON.stringify(text)}; it is yes or no`);
}

function portFrom(name: string, text: string | undefined, habitual: number): Port {
  if (text === undefined) return { number: habitual, chosen: false };
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 65_535)
    throw new Error(`${name} is ${JSON.stringify(text)}; a port is a number from 1 to 65535`);
  return { number, chosen: true };
}

/** Whether nobody but this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
