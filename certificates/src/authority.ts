/** What the certificate authority does for the house, whoever keeps its keys and wherever. */
import type { ActorId, RevocationReason, Role } from "@partita/schemas";

/** Whom a certificate is for; whatever else the request says of its subject is ignored. */
export type Order = {
  readonly holder: ActorId;
  readonly role: Role;
  readonly now: string;
  /**
   * Absent: 30 days; a year with a key of ours, but for instances, whose keys are kept and served
   * again. Nothing outlives what it is signed with.
   */
  readonly validSeconds?: number;
};

/** P-256 is some hundred times faster to make, and read by whatever speaks TLS 1.2. */
export type KeyKind = "p256" | "rsa2048";

/** What was signed. The caller records it (record-certificate) before it hands it out. */
export type Signed = {
  /** The leaf alone, in PEM. */
  readonly certificate: string;
  /** What leads from the leaf to a root, in PEM, without either end. */
  readonly chain: string;
  /** In words, with an old-style subject (`CN=COMP-1/email…`), then leaf and chain in PEM. */
  readonly text: string;
  /** As `certificate-issued` says it: hex, lower case, no leading zero. */
  readonly serial: string;
  /** SHA-256 of the DER, hex. */
  readonly fingerprint: string;
  /** SHA-256 of the key's SubjectPublicKeyInfo, hex. */
  readonly publicKey: string;
  readonly notBefore: string;
  readonly notAfter: string;
};

/** With the private key, in PKCS#8 PEM, where an old protocol wants us to make it. */
export type SignedWithKey = Signed & { readonly key: string };

/** A line of the revocation list. */
export type Revoked = {
  readonly serial: string;
  readonly revokedAt: string;
  readonly reason: RevocationReason;
};

/**
 * The revocation list. Each issuing certificate signs one of its own; all name every revoked
 * certificate, since serials are unique.
 */
export type RevocationList = {
  /** By the certificate that signs now. */
  readonly der: Uint8Array;
  /** By each that is still good, one after the other: what `crl` of node:tls takes. */
  readonly pem: string;
};

/** What a server shows: its key, and its certificate with the chain behind it. */
export type ServerCertificate = {
  readonly key: string;
  readonly cert: string;
  readonly notAfter: string;
};

/** Signs for the house. Faults are thrown; a request it does not sign is a `CsrRefused`. */
export type Authority = {
  /** Every root that is still good, in PEM one after the other: what clients are to trust. */
  roots(): string;
  /** Roots and issuing certificates that are still good, each in PEM: what a server trusts. */
  trusted(): readonly string[];
  /** Throws `CsrRefused`. */
  sign(csr: string, order: Order): Promise<Signed>;
  /** Makes the key too, and forgets it; P-256 where no kind is given. */
  signWithKey(order: Order, kind?: KeyKind): Promise<SignedWithKey>;
  crl(revoked: readonly Revoked[], now: string): Promise<RevocationList>;
  /**
   * For these DNS names and addresses; kept until a third of its life is left, or until something
   * newer signs than what it was signed with.
   */
  serverCertificate(names: readonly string[]): Promise<ServerCertificate>;
};

/** A key and its certificate that an old protocol wants served again. */
export type KeptKey = { readonly key: string; readonly certificate: string };

/** Keys that are kept for their holders (of instances only), encrypted; one for each holder. */
export type KeptKeys = {
  keep(holder: ActorId, serial: string, kept: KeptKey): Promise<void>;
  find(holder: ActorId): Promise<(KeptKey & { readonly serial: string }) | undefined>;
  forget(holder: ActorId): Promise<void>;
};
