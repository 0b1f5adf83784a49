/** The values that SLAP's marshaller carries: Python's, as far as both sides need them. */

/** The classes that may come over the wire, all of the module `slapos.slap.slap`. */
export const slapClasses = [
  "Computer",
  "ComputerPartition",
  "SoftwareRelease",
  "SoftwareInstance",
] as const;
export type SlapClass = (typeof slapClasses)[number];
export const slapModule = "slapos.slap.slap";

/** Python tells 7.0 from 7; JavaScript does not. */
export type SlapFloat = { readonly type: "float"; readonly value: number };
export type SlapTuple = { readonly type: "tuple"; readonly items: readonly SlapValue[] };
export type SlapObject = {
  readonly type: "object";
  readonly class: SlapClass;
  /** What its constructor is given. */
  readonly given: readonly SlapValue[];
  readonly attributes: SlapDictionary;
};
export type SlapDictionary = ReadonlyMap<SlapValue, SlapValue>;

/** Integers are numbers as far as these are exact, and else bigint; an array is a list. */
export type SlapValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | SlapFloat
  | SlapTuple
  | SlapObject
  | readonly SlapValue[]
  | ReadonlySet<SlapValue>
  | SlapDictionary;

export function tuple(...items: readonly SlapValue[]): SlapTuple {
  return { type: "tuple", items };
}

/** A dictionary of names, as most are. */
export function dictionary(entries: Readonly<Record<string, SlapValue>>): SlapDictionary {
  return new Map(Object.entries(entries));
}

export function isList(value: SlapValue): value is readonly SlapValue[] {
  return Array.isArray(value);
}

export function isDictionary(value: SlapValue): value is SlapDictionary {
  return value instanceof Map;
}
