/** Reads the hierarchy of an authority's folder, and adds to it what is due. */
import {
  type KeptSigner,
  keepSigner,
  readSigner,
  signerPath,
  signersIn,
} from "#certificates/adapters/authority-folder.ts";
import { makeKey, randomSerial } from "#certificates/adapters/make-key.ts";
import { type Due, dueAt, type Hierarchy } from "#certificates/hierarchy.ts";
import {
  bridgeTo,
  issueIssuing,
  issueRoot,
  type Making,
  type Signer,
} from "#certificates/issue-ca.ts";

export type House = {
  readonly folder: string;
  readonly passphrase: string;
  /** By path: no file ever changes, so that each is read and decrypted once. */
  readonly signers: Map<string, KeptSigner>;
  readonly keys: Map<string, Signer>;
};

/** Each round makes one thing, or finds that somebody else has. */
const roundsMax = 10;

/** The hierarchy with nothing due. */
export async function grown(house: House, now: string): Promise<Hierarchy> {
  for (let round = 0; round < roundsMax; round += 1) {
    const seen = await readHierarchy(house);
    const due = dueAt(seen, now);
    if (!due.root && !due.issuing) return seen;
    await grow(house, seen, { due, now });
  }
  throw new Error(`the authority in ${house.folder} is never complete; look at what is in there`);
}

type Growing = { readonly due: Due; readonly now: string };

/**
 * One thing: a root before what it signs. It takes the number after what was seen, so that nothing
 * is written by whoever has not seen the latest.
 */
export async function grow(house: House, seen: Hierarchy, { due, now }: Growing): Promise<void> {
  const before = await newestRoot(house, seen);
  const making = { privateKey: await makeKey("p256"), serial: randomSerial(), now };
  if (due.root || before === undefined) return await growRoot(house, seen, { making, before });
  const made = issueIssuing(making, before);
  const path = signerPath(house.folder, "issuing", seen.issuing.length + 1);
  await keepSigner(path, house.passphrase, { ...making, pems: [made.pem] });
}

type GrowingRoot = { readonly making: Making; readonly before: Signer | undefined };

async function growRoot(
  house: House,
  seen: Hierarchy,
  { making, before }: GrowingRoot,
): Promise<void> {
  const made = issueRoot(making);
  const bridges = before === undefined ? [] : [bridgeTo(made, before, randomSerial())];
  const path = signerPath(house.folder, "root", seen.roots.length + 1);
  const pems = [made, ...bridges].map(({ pem }) => pem);
  await keepSigner(path, house.passphrase, { ...making, pems });
}

async function newestRoot(house: House, { roots }: Hierarchy): Promise<Signer | undefined> {
  const kept = (await keptIn(house, "root"))[roots.length - 1];
  return kept === undefined ? undefined : signerOf(kept);
}

/** Throws when a part of it is missing or damaged. */
export async function readHierarchy(house: House): Promise<Hierarchy> {
  // First what is signed: whoever adds both at this moment adds the root first.
  const issuing = await keptIn(house, "issuing");
  const roots = await keptIn(house, "root");
  for (const { path, certificate } of issuing) {
    const isOurs = roots.some((root) => certificate.x509.checkIssued(root.certificate.x509));
    if (!isOurs) throw new Error(`the root of ${path} is missing; bring it back from a backup`);
  }
  return {
    roots: roots.map(({ certificate }) => certificate),
    bridges: roots.flatMap(({ bridges }) => bridges),
    issuing: issuing.map((kept) => unlockedOnce(house, kept)),
  };
}

async function keptIn(house: House, level: "root" | "issuing"): Promise<readonly KeptSigner[]> {
  const kept: KeptSigner[] = [];
  for (const path of await signersIn(house.folder, level)) {
    const signer = house.signers.get(path) ?? (await readSigner(path, house.passphrase));
    house.signers.set(path, signer);
    kept.push(signer);
  }
  return kept;
}

function unlockedOnce(house: House, kept: KeptSigner): Signer {
  const signer = house.keys.get(kept.path) ?? signerOf(kept);
  house.keys.set(kept.path, signer);
  return signer;
}

function signerOf({ certificate, unlock }: KeptSigner): Signer {
  return { ...certificate, privateKey: unlock() };
}
