/** What a SLAP client gives: the fields of a form or of a query, read strictly. */

import { pythonText } from "@partita/schemas/slap/python-text.ts";
import { isDictionary, type SlapDictionary } from "@partita/schemas/slap/slap-value.ts";
import { type Unmarshalled, unmarshal } from "@partita/schemas/slap/unmarshal.ts";
import { DeniedRequest } from "#api/denied-request.ts";
import { slapFieldsMax } from "#api/limits.ts";

export type Given = ReadonlyMap<string, string>;

/** A form or a query (WHATWG URL, 5.1), but nothing in it is guessed. Throws a DeniedRequest. */
export function readForm(text: string): Given {
  const given = new Map<string, string>();
  if (text === "") return given;
  for (const field of text.split("&", slapFieldsMax + 1)) {
    if (given.size === slapFieldsMax) throw malformed(`it has more than ${slapFieldsMax} fields`);
    // Not split at each: a text of nothing but these takes seconds, and gigabytes.
    const equals = field.indexOf("=");
    const end = equals < 0 ? field.length : equals;
    const key = decoded(field.slice(0, end));
    if (given.has(key)) throw malformed(`${key} is given twice`);
    given.set(key, decoded(field.slice(end + 1)));
  }
  return given;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // The one thing that it throws says nothing more than this.
    throw malformed("a % stands before what is no UTF-8 character in hex");
  }
}

/**
 * Undefined also for an empty text, and for `None`, as which Python writes that there is none.
 * Throws a DeniedRequest for what no row has: the database would call it an error of its own.
 */
export function optional(given: Given, name: string): string | undefined {
  const text = spoken(given, name);
  if (text?.includes("\0")) throw malformed(`${name} contains U+0000, which cannot be stored`);
  return text;
}

function spoken(given: Given, name: string): string | undefined {
  const text = given.get(name) ?? "";
  return /^(none)?$/i.test(text) ? undefined : text;
}

/** Throws a DeniedRequest when there is none. */
export function required(given: Given, name: string): string {
  const text = optional(given, name);
  if (text === undefined) throw malformed(`${name} is missing`);
  return text;
}

/** What an agent logged or said may be empty, and contain anything: lastWords makes it storable. */
export function textOf(given: Given, name: string): string {
  return spoken(given, name) ?? "";
}

/** A marshalled value; undefined when it is not given. */
export function marshalled(given: Given, name: string) {
  const text = optional(given, name);
  return text === undefined ? undefined : valueIn(unmarshal(text), name);
}

function valueIn(read: Unmarshalled, name: string) {
  if ("fault" in read) throw malformed(`${name}: ${read.fault}`);
  return read.value;
}

/** A marshalled dictionary; empty when it is not given, or none. */
export function dictionaryIn(given: Given, name: string): SlapDictionary {
  const value = marshalled(given, name) ?? null;
  if (value === null) return new Map();
  if (!isDictionary(value)) throw malformed(`${name} is no dictionary`);
  return value;
}

/** Its names and values as texts, as instance XML would keep them. */
export function textsIn(given: Given, name: string): Readonly<Record<string, string>> {
  const entries = [...dictionaryIn(given, name)];
  return Object.fromEntries(entries.map(([key, value]) => [pythonText(key), pythonText(value)]));
}

export function malformed(detail: string): DeniedRequest {
  return new DeniedRequest("malformed-request", { detail });
}
