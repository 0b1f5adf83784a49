/** Opens the certificate authority of a house, and the keys that it keeps for old protocols. */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Authority, KeptKeys } from "@partita/certificates";
import {
  type OpenAuthority,
  openAuthority,
} from "@partita/certificates/adapters/open-authority.ts";
import { postgresKeptKeys } from "@partita/certificates/adapters/postgres-kept-keys.ts";
import type { Pool } from "pg";
import { now } from "../clock.ts";
import type { Settings } from "../settings.ts";

/** Who certifies, and where the keys are that an old protocol wants served again. */
export type Issuers = {
  readonly authority: Authority & Pick<OpenAuthority, "refresh">;
  readonly keptKeys: KeptKeys;
};

/** Throws with what to do when an authority was not named, or cannot be opened. */
export async function openIssuers(
  { ca: folder, caPassphrase: passphraseFile }: Settings,
  ledgerPool: () => Promise<Pool>,
): Promise<Issuers> {
  if (folder === undefined || passphraseFile === undefined)
    throw new Error(
      "PARTITA_CA and PARTITA_CA_PASSPHRASE are not set; they name the folder of the certificate " +
        "authority, and the file with what its keys are encrypted with",
    );
  await mkdir(dirname(passphraseFile), { recursive: true, mode: 0o700 });
  const authority = await openAuthority({ folder, passphraseFile, clock: now });
  const keptKeys = await postgresKeptKeys(await ledgerPool(), authority.sealingKey);
  return { authority, keptKeys };
}
