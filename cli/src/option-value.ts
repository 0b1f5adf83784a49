/**
 * Reads the values of options: each function answers the value, or throws a UsageError that says
 * what fits.
 */
import { CurrencyId, instantOf } from "@partita/schemas";
import { UsageError } from "./usage-error.ts";

export function required(option: string, value: string): never {
  throw new UsageError(`--${option} is needed: --${option} <${value}>.`);
}

export function choice<Word extends string>(
  option: string,
  text: string,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${option} is one of ${words.join(", ")}, not "${text}".`);
}

export function currency(option: string, text = "EUR"): CurrencyId {
  return choice(option, text.toUpperCase(), CurrencyId.enum);
}

/** `["greeting=Hello"]` → `{ greeting: "Hello" }`; the value may contain further equals signs. */
export function namedTexts(option: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const equals = text.indexOf("=");
      if (equals < 1) throw new UsageError(`--${option} reads name=value, not "${text}".`);
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}

export function seconds(option: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} is a whole number of seconds, not "${text}".`);
}

/** A day in UTC, or a moment with its zone; absent stays absent. */
export function instant(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(text);
  const moment = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text);
  const milliseconds = day || moment ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(milliseconds)) return instantOf(milliseconds);
  throw new UsageError(`--${option} reads 2026-01-31 or 2026-01-31T12:00:00Z, not "${text}".`);
}

export function position(option: string, text: string | undefined): string | undefined {
  if (text === undefined || /^(0|[1-9]\d{0,19})$/.test(text)) return text;
  throw new UsageError(`--${option} is a position in the log, a whole number, not "${text}".`);
}
