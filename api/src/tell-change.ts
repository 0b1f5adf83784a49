/** Tells in words how a row became different: the same way for every projection. */
import { compareDecimals, minus, type RowChanged } from "@partita/schemas";

type Field = RowChanged["fields"][number];
type Told = Pick<RowChanged, "change" | "says" | "fields">;
export type Pair = { readonly before?: object | undefined; readonly after?: object | undefined };

/** Where a row was changed last is told of every change, and says nothing of what it was. */
const silent: ReadonlySet<string> = new Set(["changedAt"]);
/** A long list or text is told by its beginning. */
const wordsCharactersMax = 120;

/** Undefined: there is no difference worth telling. */
export function tellChange(projection: string, key: string, pair: Pair): Told | undefined {
  const fields = differences(pair);
  if (fields.length === 0) return undefined;
  const change = changeOf(pair);
  const what = `${spaced(projection)} ${nameOf(pair) ?? key}`;
  const words = change === "removed" ? [] : fields.map((field) => inWords(field, change));
  const says = change === "changed" ? words.join(", ") : [change, words.join(", ")].join(" ");
  return { change, says: `${what}: ${says.trim()}`, fields };
}

function changeOf({ before, after }: Pair): RowChanged["change"] {
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}

/** What people gave it; a key is for machines. */
function nameOf({ before, after }: Pair): string | undefined {
  const row = after ?? before;
  const title = row !== undefined && "title" in row ? row.title : undefined;
  return typeof title === "string" && title !== "" ? title : undefined;
}

function differences({ before, after }: Pair): Field[] {
  const [was, is] = [new Map(leaves(before)), new Map(leaves(after))];
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => !silent.has(name));
  return names
    .filter((name) => was.get(name) !== is.get(name))
    .map((field) => ({
      field,
      ...held("before", was.get(field)),
      ...held("after", is.get(field)),
    }));
}

function held(name: "before" | "after", text: string | undefined) {
  return text === undefined ? {} : { [name]: text };
}

/** Every value with the path to it; a list of texts is one value, as people read it. */
function leaves(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object") return [[path, String(value)]];
  if (Array.isArray(value) && value.every((one) => typeof one !== "object"))
    return value.length === 0 ? [] : [[path, value.join(", ")]];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, path === "" ? name : `${path}.${name}`),
  );
}

function inWords({ field, before, after }: Field, change: RowChanged["change"]): string {
  const name = spaced(field);
  if (change === "added") return `${name} ${short(after)}`;
  if (before === undefined) return `${name} ${short(after)}`;
  if (after === undefined) return `no ${name} (was ${short(before)})`;
  return `${name} ${short(before)} → ${short(after)}${difference(before, after)}`;
}

const amount = /^-?\d+(\.\d+)?$/;

/** Of amounts, how much more or less it is: exactly, as they are written. */
function difference(before: string, after: string): string {
  if (!amount.test(before) || !amount.test(after)) return "";
  const more = minus(after, before);
  return ` (${compareDecimals(more, "0") > 0 ? "+" : ""}${more})`;
}

function short(text = ""): string {
  return text.length > wordsCharactersMax ? `${text.slice(0, wordsCharactersMax)}…` : text;
}

/** `award.sellerOf` is `award seller of`; `instance-status` is `instance status`. */
function spaced(name: string): string {
  return name
    .replace(/[.-]/g, " ")
    .replace(
      /([a-z])([A-Z])/g,
      (_, left: string, right: string) => `${left} ${right.toLowerCase()}`,
    );
}
