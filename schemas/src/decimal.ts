/**
 * Exact decimals, from the text of a document to the printed invoice; a binary float never enters.
 */
import Big from "big.js";
import { Type } from "typebox";

// A constructor of its own: strict refuses JavaScript numbers, so that no float slips in unseen.
const Exact = Big();
Exact.strict = true;
// Written out in full, never as 1e-7: what is stored must be what the pattern below accepts.
Exact.NE = -1000;
Exact.PE = 1000;

/** Digits before and after the point; beyond them a number is a mistake or an attack. */
export const integerDigitsMax = 18;
export const fractionDigitsMax = 18;

/** An exact number, zero or above, as text: `42.5`. */
export const Quantity = Type.String({ pattern: "^(0|[1-9]\\d{0,17})(\\.\\d{1,18})?$" });
/** The same, with a sign allowed: balances and corrections. */
export const SignedQuantity = Type.String({ pattern: "^-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?$" });
/** A price per unit, zero or above, at most nine decimals. */
export const Price = Type.String({ pattern: "^(0|[1-9]\\d{0,11})(\\.\\d{1,9})?$" });
/** An ISO 4217 code. */
export const Currency = Type.String({ pattern: "^[A-Z]{3}$" });

export function plus(...terms: readonly string[]): string {
  return plain(terms.reduce((sum, term) => sum.plus(term), Exact("0")));
}

export function minus(from: string, what: string): string {
  return plain(Exact(from).minus(what));
}

export function times(left: string, right: string): string {
  return plain(Exact(left).times(right));
}

/** Negative, zero or positive, as a sort function wants it. */
export function compareDecimals(left: string, right: string): number {
  return Exact(left).cmp(right);
}

export function negated(value: string): string {
  return plain(Exact(value).neg());
}

/** `numerator / denominator` to `scale` decimals, rounded half up. Throws on a zero denominator. */
export function ratio(numerator: string, denominator: string, scale: number): string {
  const Scaled = Big();
  Scaled.strict = true;
  Scaled.DP = scale;
  Scaled.RM = 1;
  return new Scaled(numerator).div(denominator).toFixed(scale);
}

/** Rounded half up (away from zero) to exactly `scale` decimals: `1.005` → `1.01`. */
export function rounded(value: string, scale: number): string {
  const text = Exact(value).toFixed(scale, 1);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** Cut off, never rounded up, to exactly `scale` decimals. */
export function cut(value: string, scale: number): string {
  return Exact(value).toFixed(scale, 0);
}

function plain(value: Big): string {
  const text = value.toFixed();
  return text === "-0" ? "0" : text;
}
