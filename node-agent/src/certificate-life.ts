/** How long a certificate serves: when it is to be renewed, and when it is worth nothing. */
import { renewalAt } from "@partita/certificates";

export type Identity = {
  /** In PEM. */
  readonly key: string;
  /** The leaf, in PEM, and what leads from it to a root. */
  readonly certificate: string;
  readonly chain: string;
  /** The Master's roots as it told them with the certificate. */
  readonly roots: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 of the enrolment's token, so that another token is known for another. */
  readonly enrolment: string;
};

type Life = Pick<Identity, "notBefore" | "notAfter">;

/** From two thirds of its life on: the last third is for a Master that is away. */
export function renewalDueAt({ serial, ...life }: Life & Pick<Identity, "serial">): number {
  return Date.parse(renewalAt(life, serial));
}

export function isExpired({ notAfter }: Life, now: number): boolean {
  return now >= Date.parse(notAfter);
}
