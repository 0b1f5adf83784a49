/** Reads a number as agents write it, to an exact decimal; no binary float comes in between. */
import { plus, rounded } from "#schemas/decimal.ts";

/** Digits that are read at all; a float needs 17, and a longer text is a mistake or an attack. */
const digitsMax = 40;
/** Digits before the point that a quantity may have; the same as of `Quantity`. */
const integerDigitsMax = 18;
/** Powers of ten that are followed; beyond, a number is out of every resource's bounds anyway. */
const exponentMax = 30;

const number = /^\+?(?<whole>\d*)(?:\.(?<fraction>\d*))?(?:[eE](?<exponent>[+-]?\d{1,3}))?$/;

/**
 * `1.5e-3` → `0.0015`; undefined for what is not a number, is negative, or out of bounds. Rounded
 * half up to `scale`: a float's tail is noise of the measurement, and refusing it would lose the
 * usage of every agent that computes in floats. The verdict carries the quantity booked, so that
 * nothing is silent.
 */
export function readQuantity(text: string, scale: number): string | undefined {
  const { whole = "", fraction = "", exponent = "0" } = number.exec(text)?.groups ?? {};
  const digits = whole + fraction;
  if (digits === "" || digits.length > digitsMax) return undefined;
  if (Math.abs(Number(exponent)) > exponentMax) return undefined;
  const plain = withPoint(digits, whole.length + Number(exponent));
  // Adding to zero drops the zeros at the end: one text for one number.
  const quantity = plus("0", rounded(plain, scale));
  const [integer = ""] = quantity.split(".");
  return integer.length > integerDigitsMax ? undefined : quantity;
}

/** The digits with the point after `place` of them, which may be none, or more than there are. */
function withPoint(digits: string, place: number): string {
  if (place <= 0) return `0.${"0".repeat(-place)}${digits}`;
  return `${digits.slice(0, place).padEnd(place, "0")}.${digits.slice(place) || "0"}`;
}
