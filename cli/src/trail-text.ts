/**
 * Writes the trail of an instance: the steps of the journey, each with its time and the movements
 * that tell of it.
 */
import { millisecondsBetween, type TrailStep } from "@partita/schemas";
import { elapsed } from "./elapsed.ts";
import { type JourneyStep, journey } from "./journey.ts";
import { visible } from "./visible.ts";

/**
 * An instance that runs for a month has thousands of usage movements; the first ones tell the
 * story.
 */
const movementsShownMax = 12;
const timeWidth = 12;
const indent = " ".repeat(timeWidth + 6);

export function trailText(steps: readonly TrailStep[]): string {
  const requestedAt = (steps.find(isRequest) ?? steps[0])?.recordedAt;
  if (requestedAt === undefined) return "Nothing has happened to it yet.";
  const wordsWidth = Math.max(...journey.map(({ says }) => says.length));
  const told = journey.flatMap((step, index) => {
    const proof = steps.find(isOneOf(step.proof));
    const since = proof && elapsed(millisecondsBetween(requestedAt, proof.recordedAt));
    const number = String(index + 1).padStart(2);
    const time = (since ?? "not yet").padStart(timeWidth);
    return [
      `${number}  ${time}  ${step.says.padEnd(wordsWidth)}  ${step.where}`,
      ...written(step, steps),
    ];
  });
  return [...told, ...besides(steps)].join("\n");
}

function isRequest({ kind }: TrailStep): boolean {
  return kind === "instance-requested";
}

function written({ writes }: JourneyStep, steps: readonly TrailStep[]): string[] {
  return shortened(steps.filter(isOneOf(writes)));
}

function isOneOf(kinds: readonly string[]) {
  return ({ kind }: TrailStep) => kinds.includes(kind);
}

/** What is no step of the journey: its undoing, above all. */
function besides(steps: readonly TrailStep[]): string[] {
  const known: readonly string[] = journey.flatMap(({ writes }) => writes);
  const rest = shortened(steps.filter(({ kind }) => !known.includes(kind)));
  return rest.length === 0 ? [] : ["besides", ...rest];
}

function shortened(steps: readonly TrailStep[]): string[] {
  const lines = steps.slice(0, movementsShownMax).map(movementText);
  const left = steps.length - lines.length;
  return left > 0 ? [...lines, `${indent}… and ${left} more`] : lines;
}

function movementText({ position, kind, says }: TrailStep): string {
  return `${indent}#${position} ${kind}: ${visible(says)}`;
}
