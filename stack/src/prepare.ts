/** Makes once what several processes share: tokens, and where each is to be found. */
import { chmod, copyFile, mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { issueTokens, tokenFileName } from "@partita/api";
import { identities } from "./identities.ts";

export type Preparing = {
  /** Keeps every token as it is; whoever reads this folder may be anybody. */
  readonly keep: string;
  /** Where an API finds the hashes of the tokens, which tell nobody a token. */
  readonly tokens: string;
  /** Copies of single tokens, by identity: for those who are to have one only. */
  readonly handed: ReadonlyMap<string, string>;
};

/** Done again, it changes nothing. Throws a sentence for an identity that there is not. */
export async function prepare({ keep, tokens, handed }: Preparing): Promise<readonly string[]> {
  const known = identities.map(({ actor }): string => actor);
  const strange = [...handed.keys()].find((actor) => !known.includes(actor));
  if (strange !== undefined)
    throw new Error(`there is no identity ${strange}; there are ${known.join(", ")}`);
  const issued = await issueTokens(keep, identities);
  const copies = [{ from: join(keep, "tokens.json"), to: tokens }];
  for (const { actor, role } of issued) {
    const to = handed.get(actor);
    if (to !== undefined) copies.push({ from: join(keep, tokenFileName({ actor, role })), to });
  }
  for (const { from, to } of copies) if (from !== to) await handOver(from, to);
  return copies.map(({ to }) => to);
}

const ownerOnly = 0o600;
const ownerOnlyFolder = 0o700;

/** Whole or not at all: somebody may be reading it. */
async function handOver(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: ownerOnlyFolder });
  await copyFile(from, `${to}.new`);
  await chmod(`${to}.new`, ownerOnly);
  await rename(`${to}.new`, to);
}
