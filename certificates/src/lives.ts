/** How long things are good, and from when on the next one is wanted. */

const daySeconds = 24 * 3600;

/** Long, since every client must be given the next one; its key signs a few times a year. */
export const rootSeconds = 3650 * daySeconds;
/** The next one is made after half of it, so that a leaf of a year always fits in. */
export const issuingSeconds = 730 * daySeconds;
/** Short: whoever is forgotten or lost is out by itself. */
export const leafSeconds = 30 * daySeconds;
/** Where the holder has no key of its own, its client is an old one, which renews nothing. */
export const unrenewedSeconds = 365 * daySeconds;
export const serverSeconds = 90 * daySeconds;
/** A client fetches the revocation list once a day. */
export const crlSeconds = daySeconds;

/** Clocks of computers go wrong; a certificate is good a little earlier than it was made. */
export const skewSeconds = 300;

/**
 * A new issuing certificate signs only when every process of the house has read it, and trusts it:
 * they look each minute.
 */
export const settleSeconds = 600;

/** An instant moved by seconds, in whole seconds, which is what certificates can say. */
export function moved(instant: string, seconds: number): string {
  const second = Math.floor(Date.parse(instant) / 1000);
  return new Date((second + seconds) * 1000).toISOString();
}

export function earlier(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? one : other;
}

export type Life = { readonly notBefore: string; readonly notAfter: string };

export function isGoodAt({ notBefore, notAfter }: Life, now: string): boolean {
  const at = Date.parse(now);
  return Date.parse(notBefore) <= at && at <= Date.parse(notAfter);
}

/** Less than half of its life is left: certificates that sign are followed by the next one then. */
export function isPastHalf({ notBefore, notAfter }: Life, now: string): boolean {
  return Date.parse(now) - Date.parse(notBefore) > Date.parse(notAfter) - Date.parse(now);
}
