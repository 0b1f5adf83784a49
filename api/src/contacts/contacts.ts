/**
 * When things were last heard of and what they said: volatile, so no movement. A fleet that polls
 * each minute would fill the log with nothing but "still there".
 */

export type Contact = {
  /** Begins with `#access`, `#error` or `#building`. */
  readonly text: string;
  readonly at: string;
  /** When it was first heard of since it was last forgotten. */
  readonly createdAt: string;
  /** Since when its text has begun with the same word. */
  readonly since: string;
};

export type Told = {
  /** `COMP-1`, `INST-…`, or a computer and a software release with a space between them. */
  readonly reference: string;
  readonly text: string;
  readonly at: string;
};

export interface Contacts {
  /** Never fails and never waits: what is lost is told again by the next poll. */
  note(told: Told): void;
  /** What is known; who is not in the answer has not been heard of for `contactDaysMax`. */
  find(references: readonly string[]): Promise<ReadonlyMap<string, Contact>>;
}

/** As long as SlapOS keeps it. */
export const contactDaysMax = 2;
/** The end of a text is kept, since errors end with their cause. */
export const contactCharactersMax = 2000;

const millisecondsPerDay = 86_400_000;

/** The contact after a new one; an older one than is known changes nothing. */
export function afterTelling(known: Contact | undefined, { text, at }: Told): Contact {
  const told = shortened(text);
  if (known === undefined || isForgotten(known, at))
    return { text: told, at, createdAt: at, since: at };
  if (known.at > at) return known;
  const since = wordOf(known.text) === wordOf(told) ? known.since : at;
  return { text: told, at, createdAt: known.createdAt, since };
}

/** Whether so long ago that nothing is known any more. */
export function isForgotten({ at }: Contact, now: string): boolean {
  return Date.parse(now) - Date.parse(at) > contactDaysMax * millisecondsPerDay;
}

/** Its first word says what it is, and is kept too. */
export function shortened(text: string): string {
  if (text.length <= contactCharactersMax) return text;
  const beginning = `${wordOf(text)} …`;
  return beginning + text.slice(beginning.length - contactCharactersMax);
}

function wordOf(text: string): string {
  return text.split(" ", 1)[0] ?? "";
}
