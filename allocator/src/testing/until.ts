/** Waits in a test for what others bring about. */

const lookMilliseconds = 10;

/** Looks again and again until it is so; fails when it has not become so in time. */
export async function until(isSo: () => Promise<boolean>, millisecondsMax = 20_000): Promise<void> {
  const endsAt = performance.now() + millisecondsMax;
  while (!(await isSo())) {
    if (performance.now() > endsAt) throw new Error(`not so after ${millisecondsMax} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
  }
}
