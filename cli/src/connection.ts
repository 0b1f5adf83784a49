/**
 * Finds the Master and the token to speak with: from options, else the environment, else a house's
 * own home.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

export type Connection = { readonly url: string; readonly token?: string };

export type Wanted = {
  readonly url?: string | undefined;
  readonly tokenFile?: string | undefined;
  /** Whose token to take from the house, `person:ada`. */
  readonly identity: string;
};

/** No house has ever run here, so that there is nobody to speak to. */
export class NoHouse extends Error {
  override readonly name = "NoHouse";
}

/** What a running house leaves in its home: where it answers, and where its tokens lie. */
type MasterFile = { readonly url: string; readonly tokens: string };

export function findConnection(wanted: Wanted, world: World): Connection {
  const given = givenToken(wanted, world);
  const url = wanted.url ?? world.environment.PARTITA_URL;
  if (url !== undefined && given !== undefined) return { url: checked(url), token: given };
  // A Master elsewhere may be asked without a token; it answers to that itself.
  if (url !== undefined) return { url: checked(url) };
  const master = readMasterFile(world);
  return { url: checked(master.url), token: given ?? readToken(master.tokens, wanted.identity) };
}

function givenToken({ tokenFile }: Wanted, { environment }: World): string | undefined {
  if (tokenFile === undefined) return environment.PARTITA_TOKEN;
  try {
    return readFileSync(tokenFile, "utf8").trim();
  } catch (cause) {
    throw new UsageError(`The token file ${tokenFile} cannot be read.`, { cause });
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
  return isText("url") && isText("tokens");
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
    `${url} is not the address of a Master; one looks like http://127.0.0.1:8080.`,
  );
}
