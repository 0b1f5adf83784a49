/** Keeps identities in a file of hashed tokens, and each token in a file of its own. */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ActorId } from "@partita/schemas";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import {
  type HashedIdentity,
  hashedIdentities,
  type Identities,
  type Identity,
  tokenHashOf,
} from "#api/identities.ts";

const tokenBytes = 32;
const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;
const othersMayRead = 0o077;
const fileName = "tokens.json";

const TokenFile = Type.Object(
  {
    identities: Type.Array(
      Type.Object(
        {
          actor: ActorId,
          role: Type.Enum([
            "person",
            "organisation",
            "computer",
            "operator",
            "accountant",
            "auditor",
          ] as const),
          tokenHash: Type.String({ pattern: "^[0-9a-f]{64}$" }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
const tokenFileCheck = Compile(TokenFile);

/** An identity, its token, and the file that the token stands in. */
export type Issued = Identity & { readonly token: string; readonly path: string };

/** Reads the identities of a file that `issueTokens` wrote; throws a sentence if it is none. */
export async function tokenFile(path: string): Promise<Identities> {
  const hashed = await readHashed(path);
  if (((await stat(path)).mode & othersMayRead) !== 0)
    throw new Error(`${path} can be read by others; take that right away with chmod 600`);
  return hashedIdentities(hashed);
}

/**
 * One token per identity, made at the first start and kept at the next ones. Whoever deletes a
 * `.token` file gets a new token at the next start, and the old one is worth nothing from then on.
 */
export async function issueTokens(
  folder: string,
  wanted: readonly Identity[],
): Promise<readonly Issued[]> {
  await mkdir(folder, { recursive: true, mode: ownerOnlyFolder });
  const path = join(folder, fileName);
  const others = (await readHashed(path, [])).filter((known) => !wanted.some(isSame(known)));
  const issued: Issued[] = [];
  for (const identity of wanted) issued.push(await issue(folder, identity));
  const hashed = issued.map(({ actor, role, token }) => ({
    actor,
    role,
    tokenHash: tokenHashOf(token),
  }));
  await writeWhole(path, JSON.stringify({ identities: [...others, ...hashed] }, null, 2));
  return issued;
}

async function issue(folder: string, identity: Identity): Promise<Issued> {
  const path = join(folder, tokenFileName(identity));
  const kept = await readIfThere(path);
  if (kept !== undefined) return { ...identity, path, token: tokenIn(kept, path) };
  const token = randomBytes(tokenBytes).toString("base64url");
  await writeWhole(path, `${token}\n`);
  return { ...identity, path, token };
}

/** An accountant acts as its organisation, which has a token too: hence the role in the name. */
export function tokenFileName({ actor, role }: Identity): string {
  const name = actor.replace(/[:/]/g, "_");
  return role === "accountant" ? `${name}.accountant.token` : `${name}.token`;
}

function tokenIn(text: string, path: string): string {
  const token = text.trim();
  if (!/^[A-Za-z0-9_-]{43}$/.test(token))
    throw new Error(`${path} does not hold a token; delete it, and the next start makes a new one`);
  return token;
}

async function readHashed(
  path: string,
  whenAbsent?: readonly HashedIdentity[],
): Promise<readonly HashedIdentity[]> {
  const text = await readIfThere(path);
  if (text === undefined && whenAbsent !== undefined) return whenAbsent;
  if (text === undefined) throw new Error(`${path} does not exist; issue the tokens first`);
  const content = parsed(text);
  if (!tokenFileCheck.Check(content))
    throw new Error(
      `${path} is not a file of tokens; delete it, and the next start writes it anew`,
    );
  return content.identities;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half a file is no file: the caller says what to do about it.
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read`, { cause });
  });
}

/** All or nothing, even if the power fails half way. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  await writeFile(draft, text, { mode: ownerOnly, flush: true });
  await rename(draft, path);
}

function isSame(known: Identity) {
  return (one: Identity) => one.actor === known.actor && one.role === known.role;
}
