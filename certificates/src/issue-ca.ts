/** Makes the certificates that sign: roots, issuing ones, and bridges from one root to the next. */
import type { KeyObject } from "node:crypto";
import { type CaCertificate, readCaCertificate } from "./ca-certificate.ts";
import type { Der } from "./der.ts";
import { nameToDer } from "./distinguished-name.ts";
import { forAuthorities, ofIssuerKey, ofSubjectKey } from "./extensions.ts";
import { earlier, issuingSeconds, moved, rootSeconds, skewSeconds } from "./lives.ts";
import { toPem } from "./pem.ts";
import { certificateOf, keyIdOf, publicKeyOf } from "./x509.ts";

/** A certificate with the key that it signs with. */
export type Signer = CaCertificate & { readonly privateKey: KeyObject };

export type Making = {
  readonly privateKey: KeyObject;
  readonly serial: Uint8Array;
  readonly now: string;
};

/** Signed by itself. */
export function issueRoot(making: Making): Signer {
  const publicKey = publicKeyOf(making.privateKey);
  const subject = authorityName("Root", publicKey);
  const body = {
    ...{ serial: making.serial, issuer: subject, subject, publicKey },
    notBefore: new Date(moved(making.now, -skewSeconds)),
    notAfter: new Date(moved(making.now, rootSeconds)),
    extensions: [...forAuthorities(), ofSubjectKey(keyIdOf(publicKey))],
  };
  return signerOf(certificateOf(body, making.privateKey), making.privateKey);
}

/** What the leaves are signed with; nothing that signs comes below it. */
export function issueIssuing(making: Making, root: Signer): Signer {
  const publicKey = publicKeyOf(making.privateKey);
  const body = {
    ...{ serial: making.serial, issuer: root.subject, publicKey },
    subject: authorityName("Issuing", publicKey),
    notBefore: new Date(moved(making.now, -skewSeconds)),
    notAfter: new Date(earlier(moved(making.now, issuingSeconds), root.notAfter)),
    extensions: [...forAuthorities(0), ofSubjectKey(keyIdOf(publicKey)), ofIssuerKey(root.keyId)],
  };
  return signerOf(certificateOf(body, root.privateKey), making.privateKey);
}

/** The next root, signed by the one before: whoever knows only that one believes both. */
export function bridgeTo(next: CaCertificate, before: Signer, serial: Uint8Array): CaCertificate {
  const body = {
    ...{ serial, issuer: before.subject, subject: next.subject, publicKey: next.publicKey },
    notBefore: new Date(next.notBefore),
    notAfter: new Date(earlier(next.notAfter, before.notAfter)),
    extensions: [...forAuthorities(), ofSubjectKey(next.keyId), ofIssuerKey(before.keyId)],
  };
  return readCaCertificate(toPem("CERTIFICATE", certificateOf(body, before.privateKey)));
}

function signerOf(der: Buffer, privateKey: KeyObject): Signer {
  return { ...readCaCertificate(toPem("CERTIFICATE", der)), privateKey };
}

const nameBytes = 4;

/** No two have the same name, or the wrong one would be looked up. */
function authorityName(level: string, publicKey: Uint8Array): Der {
  const id = keyIdOf(publicKey).subarray(0, nameBytes).toString("hex");
  return nameToDer([
    { attribute: "O", value: "Partita" },
    { attribute: "CN", value: `Partita ${level} CA ${id}` },
  ]);
}
