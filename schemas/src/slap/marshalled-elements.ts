/** What each element of the marshaller's grammar stands for, once it is closed. */
import {
  isDictionary,
  type SlapClass,
  type SlapValue,
  slapClasses,
  slapModule,
} from "#schemas/slap/slap-value.ts";
import { unescapeOnce } from "#schemas/slap/xml-text.ts";

/** An element while it is read. */
export type Frame = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
  readonly values: SlapValue[];
  /** Characters and elements in it, what its references stand for included. */
  weight: number;
};
type Finished = { readonly value: SlapValue } | { readonly fault: string };
type Finish = (frame: Frame) => Finished;

const scalars: Readonly<Record<string, Finish>> = {
  int: integer,
  long: integer,
  float,
  bool,
  string: ({ text }) => ({ value: unescapeOnce(text) }),
  unicode: ({ text }) => ({ value: unescapeOnce(text) }),
};
const containers: Readonly<Record<string, Finish>> = {
  none: ({ values }) => (values.length === 0 ? { value: null } : { fault: "a value within none" }),
  tuple: ({ values }) => ({ value: { type: "tuple", items: values } }),
  list: ({ values }) => ({ value: values }),
  set,
  dictionary,
  object,
};

/** Digits that are read: to turn a million of them into a number takes minutes. */
const integerDigitsMax = 300;

export function isScalar(name: string): boolean {
  return Object.hasOwn(scalars, name);
}

/** Whether a value is written so: by itself, or as a reference to one before. */
export function isKnown(name: string): boolean {
  return isScalar(name) || Object.hasOwn(containers, name) || name === "reference";
}

export function finish(frame: Frame): Finished {
  const { name } = frame;
  const made = isScalar(name) ? scalars[name] : containers[name];
  return made?.(frame) ?? { fault: `no value is written as ${name}` };
}

function integer({ text, name }: Frame): Finished {
  const digits = text.trim();
  if (digits.length > integerDigitsMax || !/^[+-]?\d+$/.test(digits))
    return { fault: `${name} holds no integer` };
  const exact = BigInt(digits.replace("+", ""));
  const near = Number(exact);
  return { value: Number.isSafeInteger(near) ? near : exact };
}

const floats: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  "-inf": Number.NEGATIVE_INFINITY,
};

function float({ text }: Frame): Finished {
  const written = text.trim().toLowerCase();
  // One way only to match each text: else a long one that is no number takes minutes.
  const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/.test(written);
  const value = isNumber ? Number(written) : floats[written];
  return value === undefined ? { fault: "float holds no number" } : asFloat(value);
}

function asFloat(value: number): Finished {
  return { value: { type: "float", value } };
}

function bool({ text }: Frame): Finished {
  const written = text.trim();
  if (written === "1" || written === "0") return { value: written === "1" };
  return { fault: "bool holds neither 0 nor 1" };
}

function set({ values }: Frame): Finished {
  const odd = values.some((value) => !isKey(value));
  return odd ? { fault: "a set holds plain values only" } : { value: new Set(values) };
}

function dictionary({ values }: Frame): Finished {
  if (values.length % 2 === 1) return { fault: "a dictionary's last key has no value" };
  const entries = new Map<SlapValue, SlapValue>();
  for (let at = 0; at < values.length; at += 2) {
    const [key, value] = [values[at], values[at + 1]];
    if (key === undefined || value === undefined || !isKey(key))
      return { fault: "a key must be a plain value" };
    entries.set(key, value);
  }
  return { value: entries };
}

/** What is equal to itself when it comes again: in Python what can be hashed. */
function isKey(value: SlapValue): boolean {
  return value === null || typeof value !== "object";
}

function object({ attributes, values }: Frame): Finished {
  const [given, attributed, more] = values;
  const name = attributes.get("class") ?? "";
  if (attributes.get("module") !== slapModule || !isSlapClass(name))
    return { fault: `an object of another class than ${slapClasses.join(", ")}` };
  const isGiven = isTuple(given) && attributed !== undefined && isDictionary(attributed);
  if (!isGiven || more !== undefined)
    return { fault: "an object is a tuple and a dictionary, and nothing else" };
  return {
    value: { type: "object", class: name, given: given.items, attributes: attributed },
  };
}

function isTuple(value: SlapValue | undefined) {
  return value instanceof Object && "type" in value && value.type === "tuple";
}

function isSlapClass(name: string): name is SlapClass {
  // The list is of names, and whether this name is one of them is the question.
  return (slapClasses as readonly string[]).includes(name);
}
