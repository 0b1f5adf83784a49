/** Opens the authority of a house in its folder: makes it at first start, and keeps it young. */
import { readdir } from "node:fs/promises";
import { type Level, makeFolder, serverShelf } from "#certificates/adapters/authority-folder.ts";
import { grow, grown, type House } from "#certificates/adapters/grow-authority.ts";
import { makeKey, randomSerial } from "#certificates/adapters/make-key.ts";
import { makePassphrase, readPassphrase, sealingKey } from "#certificates/adapters/passphrase.ts";
import type { Authority } from "#certificates/authority.ts";
import { authorityOf } from "#certificates/authority-of.ts";

export type Opening = {
  /** Of this authority only; made when it is missing. */
  readonly folder: string;
  /** Holds the passphrase, and lies elsewhere, so that one lost backup gives nothing away. */
  readonly passphraseFile: string;
  /** An instant, in ISO 8601. */
  readonly clock: () => string;
  readonly crlUrl?: string;
};

export type OpenAuthority = Authority & {
  /**
   * Reads what other processes have made, and makes what is due; to be called each minute. True
   * when `trusted` may have changed, and servers are to be told.
   */
  refresh(): Promise<boolean>;
  /** Now rather than after half of a life; what was issued before stays good. */
  rotate(level: Level): Promise<void>;
  /** For `postgresKeptKeys`. */
  readonly sealingKey: Uint8Array;
};

/** Of several processes that open it at once for the first time, one makes each part. */
export async function openAuthority(opening: Opening): Promise<OpenAuthority> {
  const { folder, clock, crlUrl } = opening;
  await makeFolder(folder);
  const passphrase = await passphraseFor(opening);
  const house: House = { folder, passphrase, signers: new Map(), keys: new Map() };
  let hierarchy = await grown(house, clock());
  const authority = authorityOf({
    hierarchy: () => hierarchy,
    ...{ clock, serial: randomSerial, makeKey, shelf: serverShelf(folder, passphrase) },
    ...(crlUrl === undefined ? {} : { crlUrl }),
  });
  return {
    ...authority,
    refresh: async () => {
      const before = house.signers.size;
      hierarchy = await grown(house, clock());
      return house.signers.size !== before;
    },
    rotate: async (level) => {
      const now = clock();
      const seen = await grown(house, now);
      await grow(house, seen, { due: { root: level === "root", issuing: true }, now });
      hierarchy = await grown(house, now);
    },
    sealingKey: await sealingKey(passphrase),
  };
}

/** A new one would open nothing of what is there already. */
async function passphraseFor({ folder, passphraseFile }: Opening): Promise<string> {
  const passphrase = await readPassphrase(passphraseFile);
  if (passphrase !== undefined) return passphrase;
  const isNew = (await readdir(folder)).every((name) => !name.endsWith(".pem"));
  if (isNew) return await makePassphrase(passphraseFile);
  const says = `the passphrase of ${folder} is missing`;
  throw new Error(`${says}; bring ${passphraseFile} back from a backup`);
}
