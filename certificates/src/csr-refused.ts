/** A certificate signing request that is not signed, with the fact that stands against it. */

/** Every reason, as a fact. */
export type CsrComplaint =
  | "csr-too-long"
  | "csr-unreadable"
  | "csr-signature-wrong"
  | "csr-algorithm-refused"
  | "csr-key-refused";

export class CsrRefused extends Error {
  override readonly name = "CsrRefused";
  readonly complaint: CsrComplaint;

  constructor(complaint: CsrComplaint, says: string, options?: ErrorOptions) {
    super(says, options);
    this.complaint = complaint;
  }
}
