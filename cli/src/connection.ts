/**
 * Finds the Master and what to show it: from options, else the environment, else a house's own
 * home.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Credentials, secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

export type Connection = {
  readonly url: string;
  readonly token?: string;
  readonly fetch?: typeof fetch;
};

export type Wanted = {
  readonly url?: string | undefined;
  readonly tokenFile?: string | undefined;
  /** Files: roots of the Master, a certificate to show, and its key. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly certKey?: string | undefined;
  /** Whose token to take from the house, `person:ada`. */
  readonly identity: string;
};

/** No house has ever run here, so that there is nobody to speak to. */
export class NoHouse extends Error {
  override readonly name = "NoHouse";
}

/** What a running house leaves in its home: where it answers, its roots, and where tokens lie. */
type MasterFile = { readonly url: string; readonly roots?: string; readonly tokens: string };

export function findConnection(wanted: Wanted, world: World): Connection {
  const token = givenToken(wanted, world);
  const shown = shownCertificate(wanted, world);
  const url = wanted.url ?? world.environment.PARTITA_URL;
  // A Master elsewhere may be asked without a token; it answers to that itself.
  if (url !== undefined)
    return connectionOf(checked(url), token, credentialsOf(wanted, world, shown, undefined));
  const master = readMasterFile(world);
  const ours = shown === undefined ? readToken(master.tokens, wanted.identity) : undefined;
  const credentials = credentialsOf(wanted, world, shown, master.roots);
  return connectionOf(checked(master.url), token ?? ours, credentials);
}

/** Where the Master is and how it is trusted, for somebody who has nothing to show yet. */
export function findMaster(wanted: Wanted, world: World): Connection {
  const { url: given } = wanted;
  const url = given ?? world.environment.PARTITA_URL;
  const master = url === undefined ? readMasterFile(world) : { url, roots: undefined };
  const credentials = credentialsOf(wanted, world, undefined, master.roots);
  return connectionOf(checked(master.url), undefined, credentials);
}

function connectionOf(
  url: string,
  token: string | undefined,
  credentials: Credentials | undefined,
): Connection {
  return {
    url,
    ...(token !== undefined && { token }),
    ...(credentials !== undefined && { fetch: secureFetch(credentials).fetch }),
  };
}

type Shown = { readonly cert: string; readonly key: string };

/** Without roots of its own a Master is believed when public authorities vouch for it. */
function credentialsOf(
  wanted: Wanted,
  { environment }: World,
  shown: Shown | undefined,
  roots: string | undefined,
): Credentials | undefined {
  const file = wanted.ca ?? environment.PARTITA_CA_FILE ?? roots;
  if (file !== undefined) return { ca: readGiven(file, "file of roots"), ...shown };
  if (shown === undefined) return undefined;
  throw new UsageError("A certificate is shown to a Master whose roots are known: give --ca.");
}

export type ShownFiles = { readonly cert: string | undefined; readonly key: string | undefined };

export function filesOf({ cert, certKey }: Wanted, { environment }: World): ShownFiles {
  return { cert: cert ?? environment.PARTITA_CERT, key: certKey ?? environment.PARTITA_KEY };
}

function shownCertificate(wanted: Wanted, world: World): Shown | undefined {
  const { cert: certificate, key } = filesOf(wanted, world);
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined)
    throw new UsageError("A certificate goes with its key: give both --cert and --cert-key.");
  return { cert: readGiven(certificate, "certificate"), key: readGiven(key, "key") };
}

function givenToken({ tokenFile }: Wanted, { environment }: World): string | undefined {
  if (tokenFile === undefined) return environment.PARTITA_TOKEN;
  return readGiven(tokenFile, "token file").trim();
}

function readGiven(path: string, what: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError(`The ${what} ${path} cannot be read.`, { cause });
  }
}

function readMasterFile({ environment, root }: World): MasterFile {
  const path = join(environment.PARTITA_HOME ?? join(root, ".partita"), "master.json");
  try {
    const master: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isMasterFile(master)) return master;
  } catch (cause) {
    throw new NoHouse(`No house runs here (${path} cannot be read).`, { cause });
  }
  throw new NoHouse(`No house runs here (${path} names no url and tokens).`);
}

function isMasterFile(value: unknown): value is MasterFile {
  if (typeof value !== "object" || value === null) return false;
  const isText = (name: string) => name in value && typeof Reflect.get(value, name) === "string";
  return isText("url") && isText("tokens") && (!("roots" in value) || isText("roots"));
}

function readToken(folder: string, identity: string): string {
  const file = join(folder, tokenFileOf(identity));
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    const known = knownIdentities(folder).join(", ") || "nobody";
    const says = `This house has no token for ${identity}; it has tokens for ${known}.`;
    throw new UsageError(`${says} Choose with --as.`, { cause });
  }
}

/**
 * `organisation:hoster` → `organisation_hoster.token`; only letters that cannot leave the folder.
 */
function tokenFileOf(identity: string): string {
  if (/^[A-Za-z0-9:][A-Za-z0-9:._-]*$/.test(identity)) return `${identity.replace(":", "_")}.token`;
  throw new UsageError(`${identity} is not an identity; one looks like person:ada.`);
}

function knownIdentities(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(".token"));
    return files.map((name) => name.replace(/\.token$/, "").replace("_", ":")).sort();
  } catch {
    // Without the folder there is nothing to suggest; the caller complains already.
    return [];
  }
}

function checked(url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new UsageError(
    `${url} is not the address of a Master; one looks like https://127.0.0.1:8020.`,
  );
}
