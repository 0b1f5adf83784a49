/** Says in words how long something took, to the millisecond where that still matters. */

const minute = 60_000;
const hour = 60 * minute;

/** `0.412 s`, `59.000 s`, `2 min 03 s`, `1 h 05 min`. */
export function elapsed(milliseconds: number): string {
  if (milliseconds < minute) return `${(milliseconds / 1000).toFixed(3)} s`;
  const seconds = Math.floor((milliseconds % minute) / 1000);
  if (milliseconds < hour)
    return `${Math.floor(milliseconds / minute)} min ${twoDigits(seconds)} s`;
  const minutes = Math.floor((milliseconds % hour) / minute);
  return `${Math.floor(milliseconds / hour)} h ${twoDigits(minutes)} min`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, "0");
}
