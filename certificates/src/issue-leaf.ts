/** Makes the certificates of those who connect and of those who serve. */
import type { Order, Signed } from "./authority.ts";
import { certificateText } from "./certificate-text.ts";
import type { Der } from "./der.ts";
import { nameToDer } from "./distinguished-name.ts";
import {
  type AlternativeName,
  alternativeNames,
  forLeaves,
  listedAt,
  ofIssuerKey,
  ofSubjectKey,
} from "./extensions.ts";
import { holderUri, subjectOf } from "./holder-name.ts";
import type { Signer } from "./issue-ca.ts";
import { earlier, type Life, leafSeconds, moved, serverSeconds, skewSeconds } from "./lives.ts";
import { toPem } from "./pem.ts";
import { certificateOf, keyIdOf, sha256Hex } from "./x509.ts";

export type Issuing = {
  readonly signer: Signer;
  /** From the signer up, in PEM. */
  readonly chain: string;
  readonly serial: Uint8Array;
  /** Where the revocation list is to be had, if the certificates are to say so. */
  readonly crlUrl?: string;
};

/** For whom it was ordered, with this key (SubjectPublicKeyInfo). */
export function issueLeaf(order: Order, publicKey: Buffer, issuing: Issuing): Signed {
  const { signer, chain, serial } = issuing;
  const life = lifeOf(order.now, order.validSeconds ?? leafSeconds, signer);
  const uri = holderUri(order.holder, order.role);
  const subject = subjectOf(order.holder);
  const der = certificateOf(
    {
      ...{ serial, issuer: signer.subject, subject: nameToDer(subject), publicKey },
      notBefore: new Date(life.notBefore),
      notAfter: new Date(life.notAfter),
      extensions: [...forLeaves("client"), ...identified(publicKey, [{ uri }], issuing)],
    },
    signer.privateKey,
  );
  const certificate = toPem("CERTIFICATE", der);
  const words = certificateText({
    ...life,
    ...{ serial, issuer: signer, subject, keyId: keyIdOf(publicKey), uri },
  });
  return {
    ...{ certificate, chain, ...life },
    text: words + certificate + chain,
    serial: Buffer.from(serial).toString("hex"),
    fingerprint: sha256Hex(der),
    publicKey: sha256Hex(publicKey),
  };
}

/** For a server of ours, under all these names; in PEM, without the chain. */
export function issueServer(
  names: readonly AlternativeName[],
  publicKey: Buffer,
  issuing: Issuing & { readonly now: string },
): { readonly certificate: string; readonly notAfter: string } {
  const { signer, serial, now } = issuing;
  const life = lifeOf(now, serverSeconds, signer);
  const der = certificateOf(
    {
      ...{ serial, issuer: signer.subject, publicKey },
      subject: nameToDer([{ attribute: "CN", value: "Partita" }]),
      notBefore: new Date(life.notBefore),
      notAfter: new Date(life.notAfter),
      extensions: [...forLeaves("server"), ...identified(publicKey, names, issuing)],
    },
    signer.privateKey,
  );
  return { certificate: toPem("CERTIFICATE", der), notAfter: life.notAfter };
}

function identified(
  publicKey: Buffer,
  names: readonly AlternativeName[],
  { signer, crlUrl }: Issuing,
): readonly Der[] {
  return [
    alternativeNames(names),
    ofSubjectKey(keyIdOf(publicKey)),
    ofIssuerKey(signer.keyId),
    ...(crlUrl === undefined ? [] : [listedAt(crlUrl)]),
  ];
}

/** Nothing outlives what it is signed with; nor is it older. */
function lifeOf(now: string, seconds: number, signer: Signer): Life {
  return {
    notBefore: moved(now, -skewSeconds),
    notAfter: earlier(moved(now, seconds), signer.notAfter),
  };
}
