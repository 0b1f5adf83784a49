/** Amounts of money before they are rounded, as whole numbers of a very small part. */
import { millisecondsBetween, type Period } from "@partita/schemas";

/** Decimals of a `Quantity` and of a `Price` (schemas/src/decimal.ts). */
const quantityDigits = 18;
const priceDigits = 9;
/** Hosting is priced by the hour and counted by the millisecond, and a third must be exact too. */
const hourMilliseconds = 3_600_000n;

/** How many parts make one unit of a currency. */
export const partsPerUnit = hourMilliseconds * 10n ** BigInt(quantityDigits + priceDigits);

/** Exactly `quantity` × `price`, in parts. */
export function amountOf(quantity: string, price: string): bigint {
  return hourMilliseconds * scaled(quantity, quantityDigits) * scaled(price, priceDigits);
}

/** Exactly what a period costs at a price per hour, in parts. */
export function amountOfHosting({ startsAt, stopsAt }: Period, hourly: string): bigint {
  const milliseconds = BigInt(millisecondsBetween(startsAt, stopsAt));
  return milliseconds * scaled(hourly, priceDigits) * 10n ** BigInt(quantityDigits);
}

/** Coins as a decimal with the scale of their currency: `350n` → `3.50`. */
export function decimalOf(coins: bigint, scale: number): string {
  const digits = String(coins).padStart(scale + 1, "0");
  const point = digits.length - scale;
  return scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function scaled(decimal: string, digits: number): bigint {
  const [whole = "", fraction = ""] = decimal.split(".");
  if (fraction.length > digits) throw new Error(`${decimal} has more than ${digits} decimals`);
  return BigInt(whole + fraction.padEnd(digits, "0"));
}
