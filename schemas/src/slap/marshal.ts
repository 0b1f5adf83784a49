/** Writes values as SLAP's marshaller does: the answers of most endpoints. */
import { byCodePoint } from "#schemas/slap/by-code-point.ts";
import { floatText, pythonRepr } from "#schemas/slap/python-text.ts";
import {
  type SlapDictionary,
  type SlapFloat,
  type SlapObject,
  type SlapTuple,
  type SlapValue,
  slapModule,
} from "#schemas/slap/slap-value.ts";
import { escapeTwice } from "#schemas/slap/xml-text.ts";

/** Ids of lists, sets, dictionaries and objects count up from here, in the order of the text. */
const firstId = 2;
/** From here on Python 2 wrote `long`; readers take either. */
const longFrom = 10n ** 24n;

type Writing = { id: number };

/**
 * ASCII, without an XML declaration. Never a reference: to an object it reads as an empty
 * placeholder, so that a value that occurs twice is written twice.
 */
export function marshal(value: SlapValue): string {
  return `<marshal>${written(value, { id: firstId })}</marshal>`;
}

function written(value: SlapValue, writing: Writing): string {
  switch (typeof value) {
    case "string":
      return text(value);
    case "number":
      return integer(value);
    case "boolean":
      return value ? "<bool>1</bool>" : "<bool>0</bool>";
    case "bigint":
      return bigInteger(value);
    default:
      return value === null ? "<none/>" : container(value, writing);
  }
}

type Container = Exclude<SlapValue, null | string | number | boolean | bigint>;

function container(value: Container, writing: Writing): string {
  if (value instanceof Map) return dictionary(value, writing);
  if (value instanceof Set) return sequence("set", [...value], writing);
  // Array.isArray knows nothing of readonly arrays.
  if (Array.isArray(value)) return sequence("list", value as readonly SlapValue[], writing);
  // What is left is tagged.
  return tagged(value as SlapFloat | SlapTuple | SlapObject, writing);
}

function tagged(value: SlapFloat | SlapTuple | SlapObject, writing: Writing): string {
  if (value.type === "float") return `<float>${floatText(value.value)}</float>`;
  if (value.type === "tuple") return tuple(value.items, writing);
  const opening = `<object id="i${writing.id++}" module="${slapModule}" class="${value.class}">`;
  const given = tuple(value.given, writing);
  return `${opening}${given}${dictionary(value.attributes, writing)}</object>`;
}

function tuple(items: readonly SlapValue[], writing: Writing): string {
  return items.length === 0 ? "<tuple/>" : `<tuple>${all(items, writing)}</tuple>`;
}

function sequence(name: "list" | "set", items: readonly SlapValue[], writing: Writing): string {
  const id = writing.id++;
  return items.length === 0
    ? `<${name} id="i${id}"/>`
    : `<${name} id="i${id}">${all(items, writing)}</${name}>`;
}

function dictionary(entries: SlapDictionary, writing: Writing): string {
  const id = writing.id++;
  if (entries.size === 0) return `<dictionary id="i${id}"/>`;
  let pairs = "";
  for (const key of sorted([...entries.keys()]))
    pairs += written(key, writing) + written(entries.get(key) ?? null, writing);
  return `<dictionary id="i${id}">${pairs}</dictionary>`;
}

function all(items: readonly SlapValue[], writing: Writing): string {
  let children = "";
  for (const item of items) children += written(item, writing);
  return children;
}

/** As Python sorts what can be compared; else as it shows it. */
function sorted(keys: SlapValue[]): readonly SlapValue[] {
  if (keys.every((key) => typeof key === "string")) return sortedTexts(keys);
  if (keys.every((key) => typeof key === "number")) return keys.sort((one, two) => one - two);
  return keys.sort((one, two) => byCodePoint(pythonRepr(one), pythonRepr(two)));
}

const surrogate = /[\ud800-\udfff]/;

/** Only with surrogates is the engine's own order, which is much faster, another one. */
function sortedTexts(keys: string[]): readonly string[] {
  return keys.some((key) => surrogate.test(key)) ? keys.sort(byCodePoint) : keys.sort();
}

function text(value: string): string {
  return value === "" ? "<string/>" : `<string>${escapeTwice(value)}</string>`;
}

function integer(value: number): string {
  if (!Number.isInteger(value)) throw new Error(`${value} is no integer: write it as a float`);
  return Number.isSafeInteger(value) ? `<int>${value}</int>` : bigInteger(BigInt(value));
}

function bigInteger(value: bigint): string {
  const isLong = value >= longFrom || value <= -longFrom;
  return isLong ? `<long>${value}</long>` : `<int>${value}</int>`;
}
