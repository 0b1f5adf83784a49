/** Instance XML, in which SLAP keeps named texts: written as Python's side does, and read. */
import { byCodePoint } from "#schemas/slap/by-code-point.ts";
import { pythonText } from "#schemas/slap/python-text.ts";
import type { SlapDictionary } from "#schemas/slap/slap-value.ts";
import { readXml, type XmlLimits } from "#schemas/slap/xml-reading.ts";
import { escapeAttribute, escapeMarkup } from "#schemas/slap/xml-text.ts";

/** Connection and parameters may be large: SlapOS software puts all of it into one, as JSON. */
export const instanceXmlLimits: XmlLimits = {
  charactersMax: 5_000_000,
  depthMax: 16,
  elementsMax: 10_000,
  attributesMax: 10_000,
};

const declaration = "<?xml version='1.0' encoding='utf-8'?>\n";

/** Sorted by name; whatever is no text is written as Python's `str` does. */
export function writeInstanceXml(parameters: SlapDictionary): string {
  const named = [...parameters].map(
    ([name, value]) => [pythonText(name), pythonText(value)] as const,
  );
  if (named.length === 0) return `${declaration}<instance/>\n`;
  const lines = named
    .sort(([left], [right]) => byCodePoint(left, right))
    .map(([name, text]) => line(name, text));
  return `${declaration}<instance>\n${lines.join("\n")}\n</instance>\n`;
}

function line(name: string, text: string): string {
  const opening = `  <parameter id="${escapeAttribute(name)}"`;
  return text === "" ? `${opening}></parameter>` : `${opening}>${escapeMarkup(text)}</parameter>`;
}

export type InstanceXml =
  | { readonly parameters: ReadonlyMap<string, string | null> }
  | { readonly fault: string };

/** Texts of a name that comes twice are joined with a space; one that is empty is null. */
export function readInstanceXml(text: string): InstanceXml {
  const parameters = new Map<string, string | null>();
  if (text.trim() === "") return { parameters };
  const path: string[] = [];
  let id: string | undefined;
  let gathered = "";
  const fault = readXml(text, instanceXmlLimits, {
    opened: (name, attributes) => {
      path.push(name);
      if (path.length === 1 && name !== "instance")
        return `the root element is ${name}, not instance`;
      if (path.length !== 2 || name !== "parameter") return undefined;
      id = attributes.get("id");
      gathered = "";
      return id === undefined ? "a parameter without an id" : undefined;
    },
    text: (part) => {
      if (path.length === 2) gathered += part;
      return undefined;
    },
    closed: (name) => {
      if (path.length === 2 && name === "parameter" && id !== undefined)
        parameters.set(id, joined(parameters.get(id), gathered));
      path.pop();
      return undefined;
    },
  });
  return fault === undefined ? { parameters } : { fault };
}

function joined(before: string | null | undefined, text: string): string | null {
  if (before === undefined || before === null) return text === "" ? null : text;
  return `${before} ${text}`;
}
