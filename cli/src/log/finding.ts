/** What verifying a log finds: where, and what happened there, in words. */
import { visible } from "#cli/visible.ts";

/** Each way in which a log may be damaged, as a word for programs. */
export type Damage =
  | "changed"
  | "dropped"
  | "inserted"
  | "swapped"
  | "tile-changed"
  | "root-differs"
  | "checkpoint-broken"
  | "history-rewritten"
  | "respelled"
  | "table";

export type Finding = {
  readonly damage: Damage;
  /** In the tree, from 0. */
  readonly index?: number | undefined;
  readonly position?: string | undefined;
  readonly movement?: string | undefined;
  readonly says: string;
};

/** How a sentence begins that says what could not be checked. */
export const notChecked = "Not checked: ";

/** What was looked at, and what was found wrong with it. */
export type Verdict = {
  /** All of a log, or the evidence for one movement. */
  readonly subject: "log" | "evidence";
  readonly isWhole: boolean;
  /** Name of the log, which is that of its key. */
  readonly log: string;
  readonly key: string;
  readonly size: number;
  /** In base64. */
  readonly root: string;
  /** Sentences: what was checked and holds, and what could not be. */
  readonly checked: readonly string[];
  readonly findings: readonly Finding[];
};

/** Findings in full; whoever has more has a log that is beyond repair. */
const shownFindingsMax = 100;

export function verdictText(verdict: Verdict): string {
  const { checked, findings } = verdict;
  const shown = findings.slice(0, shownFindingsMax).map(findingLine);
  const more = findings.length - shown.length;
  return [
    ...checked.map((sentence) => `- ${visible(sentence)}`),
    ...shown,
    ...(more > 0 ? [`… and ${more} more (see --json)`] : []),
    visible(conclusion(verdict)),
  ].join("\n");
}

/** Says no more than was checked. */
function conclusion({ subject, isWhole, log, size, checked, findings }: Verdict): string {
  const isAll = !checked.some((sentence) => sentence.startsWith(notChecked));
  if (subject === "evidence")
    return isWhole
      ? `The evidence is right: this movement stands in the log ${log} of ${size} movements.`
      : `The evidence is NOT right: ${counted(findings.length)}.`;
  if (!isWhole) return `The log ${log} is DAMAGED: ${counted(findings.length)}.`;
  return isAll
    ? `The log ${log} is whole: ${size} movements, as they were signed.`
    : `What was checked of the log ${log} of ${size} movements is right; not all was checked.`;
}

function findingLine({ damage, index, position, movement, says }: Finding): string {
  const place = [
    index !== undefined && `index ${index}`,
    position !== undefined && `position ${position}`,
    movement,
  ].filter((part) => typeof part === "string");
  return visible(`! ${[damage, ...place].join(", ")}: ${says}`);
}

function counted(count: number): string {
  return count === 1 ? "1 finding" : `${count} findings`;
}
