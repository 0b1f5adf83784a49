/** Reads what SLAP's marshaller wrote, as a stranger sent it: only what the grammar knows. */
import { type Frame, finish, isKnown, isScalar } from "#schemas/slap/marshalled-elements.ts";
import type { SlapValue } from "#schemas/slap/slap-value.ts";
import { readXml, type XmlLimits } from "#schemas/slap/xml-reading.ts";

/**
 * A format of 1,000 partitions is some 3 million characters. References count as if what they
 * stand for were written in their place: the tree that comes out is never larger than this.
 */
export const marshalledLimits: XmlLimits = {
  charactersMax: 5_000_000,
  depthMax: 32,
  elementsMax: 300_000,
  // Few elements have any, and none has more than three.
  attributesMax: 100_000,
};

type Weighed = { readonly value: SlapValue; readonly weight: number };
type Reading = {
  readonly frames: Frame[];
  /** What was closed, by its id: what references stand for. */
  readonly closed: Map<string, Weighed>;
  root?: SlapValue;
};

export type Unmarshalled = { readonly value: SlapValue } | { readonly fault: string };

export function unmarshal(text: string): Unmarshalled {
  const reading: Reading = { frames: [], closed: new Map() };
  const fault = readXml(text, marshalledLimits, {
    opened: (name, attributes) => opened(reading, name, attributes),
    closed: () => closed(reading),
    text: (part) => added(reading, part),
  });
  if (fault !== undefined) return { fault };
  const { root } = reading;
  return root === undefined ? { fault: "marshal has no value in it" } : { value: root };
}

function opened(
  { frames }: Reading,
  name: string,
  attributes: ReadonlyMap<string, string>,
): string | undefined {
  const parent = frames.at(-1);
  if (parent === undefined && name !== "marshal") return `the root element is ${name}, not marshal`;
  if (parent !== undefined && isScalar(parent.name)) return `an element within ${parent.name}`;
  if (parent !== undefined && !isKnown(name)) return `no value is written as ${name}`;
  frames.push({ name, attributes, text: "", values: [], weight: 1 });
  return undefined;
}

function added(reading: Reading, part: string): string | undefined {
  const frame = reading.frames.at(-1);
  if (frame === undefined) return undefined;
  if (isScalar(frame.name)) {
    frame.text += part;
    frame.weight += part.length;
    return undefined;
  }
  return part.trim() === "" ? undefined : `text within ${frame.name}`;
}

function closed(reading: Reading): string | undefined {
  const frame = reading.frames.pop();
  if (frame === undefined) return undefined;
  const parent = reading.frames.at(-1);
  if (parent === undefined) return closedRoot(reading, frame);
  const made = frame.name === "reference" ? referred(reading, frame) : weighed(frame);
  if ("fault" in made) return made.fault;
  const id = frame.attributes.get("id");
  if (id !== undefined && isReferable(made.value)) reading.closed.set(id, made);
  parent.values.push(made.value);
  parent.weight += made.weight;
  return parent.weight > marshalledLimits.charactersMax
    ? "its references unfold too far"
    : undefined;
}

function weighed(frame: Frame): Weighed | { readonly fault: string } {
  const made = finish(frame);
  return "fault" in made ? made : { value: made.value, weight: frame.weight };
}

function closedRoot(reading: Reading, { values }: Frame): string | undefined {
  const [root, more] = values;
  if (root === undefined || more !== undefined) return "marshal must have exactly one value in it";
  reading.root = root;
  return undefined;
}

/** What encloses the reference is not closed yet: a value that contains itself is refused. */
function referred(
  { closed }: Reading,
  { attributes }: Frame,
): Weighed | { readonly fault: string } {
  const id = attributes.get("id") ?? "";
  return closed.get(id) ?? { fault: `a reference to ${id}, which is no list, set or dictionary` };
}

function isReferable(value: SlapValue): boolean {
  return Array.isArray(value) || value instanceof Set || value instanceof Map;
}
