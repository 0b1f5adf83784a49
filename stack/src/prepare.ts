/** Makes once what several processes share: roots, first tokens, and enrolments of computers. */
import { chmod, copyFile, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Authority } from "@partita/certificates";
import {
  enrolmentFor,
  firstTokens,
  type Issuing,
  tokenFileName,
} from "./credentials/first-tokens.ts";
import { writeRoots } from "./credentials/server-certificate.ts";
import { computerIdentities, type FirstIdentity, identities } from "./identities.ts";

export type Preparing = Issuing & {
  readonly authority: Pick<Authority, "roots">;
  /** Keeps every token as it is; whoever reads this folder may be anybody. */
  readonly keep: string;
  /** Where clients find the roots; more than one, where they share no folder. */
  readonly roots: readonly string[];
  /** By identity: copies of single tokens, and enrolments for computers. */
  readonly handed: ReadonlyMap<string, string>;
};

const known: readonly FirstIdentity[] = [...identities, ...computerIdentities];

/** Done again, it changes nothing. Throws a sentence for an identity that there is not. */
export async function prepare(preparing: Preparing): Promise<readonly string[]> {
  const { keep, roots, handed, authority } = preparing;
  const actors = known.map(({ actor }): string => actor);
  const strange = [...handed.keys()].find((actor) => !actors.includes(actor));
  if (strange !== undefined)
    throw new Error(`there is no identity ${strange}; there are ${actors.join(", ")}`);
  await firstTokens(keep, identities, preparing);
  for (const [actor, path] of handed) await hand(actor, path, preparing);
  for (const path of roots) {
    await mkdir(dirname(path), { recursive: true, mode: ownerOnlyFolder });
    await writeRoots(path, authority);
  }
  return [keep, ...handed.values(), ...roots];
}

const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

async function hand(actor: string, to: string, preparing: Preparing): Promise<void> {
  const identity = known.find((one) => one.actor === actor);
  if (identity?.role === "computer") return enrolmentFor(identity, to, preparing);
  const from = join(preparing.keep, tokenFileName(actor));
  if (from === to) return;
  await mkdir(dirname(to), { recursive: true, mode: ownerOnlyFolder });
  // Whole or not at all: somebody may be reading it.
  await copyFile(from, `${to}.new`);
  await chmod(`${to}.new`, ownerOnly);
  await rename(`${to}.new`, to);
}
