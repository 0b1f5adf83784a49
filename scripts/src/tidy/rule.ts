/** Declares one house rule: what it demands, and how it finds what departs from it. */
import type { House, Source } from "./house.ts";

export type Finding = {
  readonly path: string;
  /** Counted from 1; absent: the file as a whole. */
  readonly line?: number;
  readonly says: string;
};

export type Rule = {
  /** The demand, as a fact: it is the title of the rule's test. */
  readonly says: string;
  readonly check: (house: House) => readonly Finding[];
};

/** A rule that looks at one source at a time. */
export function sourceRule(
  says: string,
  check: (source: Source) => readonly Omit<Finding, "path">[],
): Rule {
  const findingsIn = (source: Source) =>
    check(source).map((one) => ({ path: source.path, ...one }));
  return { says, check: ({ sources }) => sources.flatMap(findingsIn) };
}

/** `ledger/src/handle.ts:12 has a line of 120 columns` */
export function findingText({ path, line, says }: Finding): string {
  return `${path}${line === undefined ? "" : `:${line}`} ${says}`;
}
