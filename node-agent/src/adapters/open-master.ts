/** How the agent reaches its Master and shows who it is: with its certificate, or with a token. */
import { createHash, createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { csrOf, makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import {
  type CertificateAnswer,
  type Client,
  certificateClient,
  client,
  MasterRefusal,
} from "@partita/schemas";
import { type Credentials, secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import { enrolmentKey, keepIdentity, readIdentity } from "#node-agent/adapters/kept-identity.ts";
import { backOffMilliseconds } from "#node-agent/back-off.ts";
import type { Identity } from "#node-agent/certificate-life.ts";
import type { AgentOptions } from "#node-agent/options.ts";
import { keepRenewed } from "#node-agent/renewal-loop.ts";
import { reasonOf } from "#node-agent/troubles.ts";

export type Surroundings = {
  readonly home: string;
  readonly log: (says: string, facts?: Readonly<Record<string, string | number>>) => void;
  readonly signal: AbortSignal;
};

export type OpenMaster = {
  readonly master: Client;
  /** Whether a Master that does not know us now may know us later: a certificate is replaced. */
  readonly isRenewed: boolean;
  /** Resolves when the signal has aborted and nothing is under way any more. */
  close(): Promise<void>;
};

/** Throws a sentence when there is neither certificate nor token, or the enrolment is refused. */
export async function openMaster(
  options: AgentOptions,
  around: Surroundings,
): Promise<OpenMaster | undefined> {
  const { master: url, tokenFile, enrolmentFile } = options;
  const ca = options.caFile === undefined ? undefined : read(options.caFile, "roots");
  if (tokenFile !== undefined) return withToken(url, read(tokenFile, "token"), ca);
  const given = enrolmentFile === undefined ? undefined : read(enrolmentFile, "enrolment's token");
  if (ca === undefined)
    throw new Error("--ca is missing: the roots that this Master's certificate leads to");
  const identity = await identityFor(options, { ...around, given, ca });
  return identity && withCertificate(options, { ...around, ca, identity });
}

function withToken(url: string, token: string, ca: string | undefined): OpenMaster {
  const secure = ca === undefined ? undefined : secureFetch({ ca });
  const master = client({ url, token, ...(secure !== undefined && { fetch: secure.fetch }) });
  return { master, isRenewed: false, close: async () => secure?.close() };
}

type Enrolling = Surroundings & { readonly given: string | undefined; readonly ca: string };

/** What is kept, unless another token was put in its place. Undefined when told to leave. */
async function identityFor(
  options: AgentOptions,
  enrolling: Enrolling,
): Promise<Identity | undefined> {
  const { home, given } = enrolling;
  const kept = readIdentity(home);
  if (given === undefined) {
    if (kept !== undefined) return kept;
    throw new Error(
      `${options.computer} has no certificate yet: give the token of an enrolment with ` +
        "--enrolment-file",
    );
  }
  if (kept?.enrolment === hashOf(given)) return kept;
  return enrolled(options, { ...enrolling, given, kept });
}

type Attempt = Enrolling & { readonly given: string; readonly kept: Identity | undefined };

/** Waits for a Master that is away: services of an earlier life are nobody's business yet. */
async function enrolled(options: AgentOptions, attempt: Attempt): Promise<Identity | undefined> {
  const { home, given, ca, kept, log, signal } = attempt;
  const name = `computer:${options.computer}`;
  // The same key after a crash: then the Master gives the answer that was lost.
  const key = await enrolmentKey(home, hashOf(given), async () => (await makeCsr(name)).key);
  const csr = csrOf(createPrivateKey(key), name);
  const secure = secureFetch({ ca });
  const asking = certificateClient({ url: options.master, fetch: secure.fetch });
  try {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const identity = identityOf(key, await asking.request(csr, given), hashOf(given));
        keepIdentity(home, identity);
        log("computer enrolled", { serial: identity.serial, until: identity.notAfter });
        return identity;
      } catch (cause) {
        if (cause instanceof MasterRefusal && !cause.problem.retryable) {
          if (kept === undefined) throw new Error(`no certificate: ${cause.message}`, { cause });
          log("not enrolled anew", { message: cause.message });
          return kept;
        }
        if (failures === 0) log("waits to be enrolled", { message: reasonOf(cause) });
      }
      await pause(backOffMilliseconds(failures + 1), signal);
    }
    return undefined;
  } finally {
    await secure.close();
  }
}

type Showing = Surroundings & { readonly ca: string; readonly identity: Identity };

function withCertificate(options: AgentOptions, showing: Showing): OpenMaster {
  const { home, ca, log, signal } = showing;
  const { master: url, computer } = options;
  let { identity } = showing;
  const secure = secureFetch(credentialsOf(identity, ca));
  const asking = certificateClient({ url, fetch: secure.fetch });
  const renew = async () => {
    const { key, csr } = await makeCsr(`computer:${computer}`);
    identity = identityOf(key, await asking.renew(csr), identity.enrolment);
    keepIdentity(home, identity);
    secure.replace(credentialsOf(identity, ca));
  };
  const renewing = keepRenewed({
    ...{ computer, renew, log, signal },
    identity: () => identity,
    now: Date.now,
    wait: (milliseconds) => pause(milliseconds, signal),
  });
  const close = async () => {
    await renewing;
    await secure.close();
  };
  return { master: client({ url, fetch: secure.fetch }), isRenewed: true, close };
}

function identityOf(key: string, answer: CertificateAnswer, enrolment: string): Identity {
  const { certificate, chain, roots, serial, notBefore, notAfter } = answer;
  return { key, certificate, chain, roots, serial, notBefore, notAfter, enrolment };
}

/** The Master's own word adds roots before they are used, and the file those it could not tell. */
function credentialsOf({ key, certificate, chain, roots }: Identity, ca: string): Credentials {
  return { ca: `${ca}\n${roots}`, cert: `${certificate}\n${chain}`, key };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Ends early when the agent is to leave. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

function read(path: string, what: string): string {
  try {
    const text = readFileSync(path, "utf8").trim();
    if (text === "") throw new Error("it is empty");
    return text;
  } catch (cause) {
    throw new Error(`the ${what} cannot be read from ${path}`, { cause });
  }
}
