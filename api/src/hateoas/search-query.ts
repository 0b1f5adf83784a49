/** Reads the few sentences of ERP5's query language that SlapOS's clients search with. */

/** What was asked for: values by key, any one of which may match. */
export type SearchQuery = ReadonlyMap<string, readonly string[]>;

export const searchQueryCharactersMax = 2000;
export const searchTermsMax = 10;
export const searchValuesMax = 20;

type Read<Value> = { readonly value: Value; readonly rest: string };

/**
 * `key:"value"`, `key:="value"`, `key:word`, `key:("value", "value")`, joined with AND; undefined
 * for anything else. Clients put titles between quotes as they are: a quote ends a value only where
 * the sentence can go on behind it.
 */
export function parseSearchQuery(text: string): SearchQuery | undefined {
  if (text.length > searchQueryCharactersMax) return undefined;
  const terms = new Map<string, readonly string[]>();
  let rest = text.trim();
  while (terms.size < searchTermsMax) {
    const term = readTerm(rest);
    if (term === undefined || terms.has(term.value.key)) return undefined;
    terms.set(term.value.key, term.value.values);
    if (term.rest.trim() === "") return terms;
    const joined = /^\s+AND\s+/.exec(term.rest);
    if (joined === null) return undefined;
    rest = term.rest.slice(joined[0].length);
  }
  return undefined;
}

function readTerm(
  text: string,
): Read<{ readonly key: string; readonly values: readonly string[] }> | undefined {
  const named = /^([a-z_]{1,100})\s*:\s*=?\s*/.exec(text);
  if (named === null) return undefined;
  const [all, key = ""] = named;
  const read = readValues(text.slice(all.length));
  return read && { value: { key, values: read.value }, rest: read.rest };
}

function readValues(text: string): Read<readonly string[]> | undefined {
  if (!text.startsWith("(")) {
    const one = readValue(text);
    return one && { value: [one.value], rest: one.rest };
  }
  const values: string[] = [];
  let rest = text.slice(1);
  while (values.length < searchValuesMax) {
    const one = readValue(rest.trimStart());
    if (one === undefined) return undefined;
    values.push(one.value);
    const next = /^\s*([,)])/.exec(one.rest);
    if (next === null) return undefined;
    rest = one.rest.slice(next[0].length);
    if (next[1] === ")") return { value: values, rest };
  }
  return undefined;
}

function readValue(text: string): Read<string> | undefined {
  if (!text.startsWith('"')) {
    const [word] = /^[\w./:-]+/.exec(text) ?? [];
    return word === undefined ? undefined : { value: word, rest: text.slice(word.length) };
  }
  // Linear in the text: each quote is looked at once.
  for (let at = text.indexOf('"', 1); at > 0; at = text.indexOf('"', at + 1)) {
    const rest = text.slice(at + 1);
    if (/^\s*($|[,)]|\sAND\s)/.test(rest)) return { value: text.slice(1, at), rest };
  }
  return undefined;
}
