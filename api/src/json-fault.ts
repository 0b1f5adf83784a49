/** Finds where a text stops being JSON: the parser of Node.js says so for some mistakes only. */

// Plain letters are taken in one go: one by one, a megabyte would exhaust the regex engine.
const plain = String.raw`[^"\\\u0000-\u001f]*`;
const text = String.raw`"${plain}(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})${plain})*"`;
const literal = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null`;
const token = new RegExp(String.raw`(${text})|(${literal})|([{}[\],:])`, "y");

type Expecting = "a value" | "a value or ]" | "a name" | "a name or }" | ":" | "," | "the end";
type Found = { readonly kind: string; readonly end: number };

/** Line and column (from 1) and what was expected there; undefined for a text that is JSON. */
export function jsonFault(text: string): string | undefined {
  const open: string[] = [];
  let expecting: Expecting = "a value";
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const found = nextToken(text, at);
    const next: Expecting | undefined = found && step(expecting, found.kind, open);
    if (found === undefined || next === undefined) return describe(text, at, expecting, open);
    expecting = next;
    at = skipSpace(text, found.end);
  }
  return expecting === "the end" ? undefined : describe(text, at, expecting, open);
}

/** What may follow after this token; undefined when it may not stand here. */
function step(expecting: Expecting, kind: string, open: string[]): Expecting | undefined {
  const isName = kind === "text" && (expecting === "a name" || expecting === "a name or }");
  if (isName) return ":";
  if (kind === ":") return expecting === ":" ? "a value" : undefined;
  if (kind === ",")
    return expecting === "," ? (open.at(-1) === "}" ? "a name" : "a value") : undefined;
  if (kind === "}" || kind === "]") return close(expecting, kind, open);
  if (expecting !== "a value" && expecting !== "a value or ]") return undefined;
  if (kind === "{" || kind === "[") return openUp(kind, open);
  return afterValue(open);
}

function openUp(kind: "{" | "[", open: string[]): Expecting {
  open.push(kind === "{" ? "}" : "]");
  return kind === "{" ? "a name or }" : "a value or ]";
}

function close(expecting: Expecting, kind: string, open: string[]): Expecting | undefined {
  const may = expecting === "," || expecting.endsWith(`or ${kind}`);
  if (!may || open.at(-1) !== kind) return undefined;
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expecting {
  return open.length === 0 ? "the end" : ",";
}

function nextToken(text: string, at: number): Found | undefined {
  token.lastIndex = at;
  const match = token.exec(text);
  if (match === null) return undefined;
  const kind = match[1] !== undefined ? "text" : (match[3] ?? "literal");
  return { kind, end: token.lastIndex };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (" \t\r\n".includes(text[at] ?? "end")) at += 1;
  return at;
}

function describe(text: string, at: number, expecting: string, open: readonly string[]): string {
  const before = text.slice(0, at).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  const wanted = expecting === "," ? `, or ${open.at(-1)}` : expecting;
  return `line ${before.length}, column ${column}: ${wanted} is expected here`;
}
