/** What the servers of a house show, renewed while they run; and the roots that lead to it. */
import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import type { ServerTls } from "@partita/api";
import type { Authority } from "@partita/certificates";
import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";
import type { Issuers } from "./open-issuers.ts";

/** Another process of the house may have a new issuing certificate, and sign with it at once. */
const lookMilliseconds = 60_000;

export async function serverTls(
  authority: Authority,
  { names }: Pick<Settings, "names">,
): Promise<ServerTls> {
  const { key, cert } = await authority.serverCertificate(names);
  return { key, cert, ca: authority.trusted() };
}

/**
 * The same, of an authority that looks first whether another process rotated. One whose root is
 * kept elsewhere may be unable to: what the server shows is renewed all the same.
 */
export async function freshTls(
  authority: Issuers["authority"],
  { settings, log }: { readonly settings: Pick<Settings, "names">; readonly log: Log },
): Promise<ServerTls> {
  await authority
    .refresh()
    .catch((fault: unknown) =>
      log({ level: "warn", says: "the certificate authority was not brought up to date", fault }),
    );
  return serverTls(authority, settings);
}

export type Watching = {
  readonly shown: ServerTls;
  readonly now: () => Promise<ServerTls>;
  readonly replace: (tls: ServerTls) => void;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

/** Until the signal aborts: connections that are open stay, new ones see what is new. */
export async function watchTls({ shown, now, replace, sleep, signal }: Watching): Promise<void> {
  let before = shown;
  for (;;) {
    await sleep(lookMilliseconds, signal);
    if (signal.aborted) return;
    const found = await now();
    if (isSame(found, before)) continue;
    replace(found);
    before = found;
  }
}

function isSame(one: ServerTls, other: ServerTls): boolean {
  return one.cert === other.cert && one.ca.join() === other.ca.join();
}

/** For clients of this machine, who are to read it: nothing in it is secret. */
export async function writeRoots(path: string, authority: Pick<Authority, "roots">): Promise<void> {
  await writeFile(`${path}.new`, authority.roots(), { mode: 0o644 });
  await rename(`${path}.new`, path);
}

/** Of a certificate that was got elsewhere. Throws a sentence when a file cannot be read. */
export function readTls({ cert, key }: NonNullable<Settings["certificate"]>) {
  return { cert: read(cert, "PARTITA_CERT"), key: read(key, "PARTITA_KEY") };
}

export function read(path: string, setting: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`${path} of ${setting} cannot be read`, { cause });
  }
}
