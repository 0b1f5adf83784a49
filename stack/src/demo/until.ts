/**
 * Asks again and again until there is an answer, within a time; says what it waited for when there
 * is none.
 */
import { setTimeout as sleep } from "node:timers/promises";

const pollMilliseconds = 100;
/** A cold start installs software and makes a database; a busy machine takes a multiple of that. */
const waitMillisecondsMax = 90_000;

export async function until<Answer>(
  what: string,
  probe: () => Promise<Answer | undefined>,
  lastWords: () => string = () => "",
): Promise<Answer> {
  const deadline = performance.now() + waitMillisecondsMax;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline)
      throw new Error(`waited ${waitMillisecondsMax / 1000} s for ${what}. ${lastWords()}`.trim());
    await sleep(pollMilliseconds);
  }
}
