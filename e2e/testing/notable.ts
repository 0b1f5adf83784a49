/** What lives should have seen besides every kind of movement: the cases that a kind may be. */
import type { Movement } from "@partita/schemas";

const cases: Readonly<Record<string, (movement: Movement) => boolean>> = {
  "own use": ({ kind, detail }) => kind === "instance-awarded" && detail.offer === "own-use",
  "use of an own computer": ({ kind, sourceSection, destinationSection }) =>
    kind === "usage-reported" && sourceSection === destinationSection,
  "a move away from a lost computer": ({ kind, detail }) =>
    kind === "award-lapsed" && detail.reason === "computer-lost",
  "a shared one whose host went": ({ kind, detail }) =>
    kind === "award-lapsed" && detail.reason === "host-gone",
  "a host of another tree": ({ kind, detail }) =>
    kind === "instance-hosted" && detail.hostTree !== detail.tree,
  "a host of the same tree": ({ kind, detail }) =>
    kind === "instance-hosted" && detail.hostTree === detail.tree,
  "a partition that is retiring": ({ kind, detail }) =>
    kind === "capacity-set" && detail.partitions.some(({ retiring }) => retiring === true),
  "a partition that retired": ({ kind, detail }) =>
    kind === "partition-released" && detail.retired === true,
  "a bang of a computer": ({ kind, detail }) =>
    kind === "bang-raised" && detail.origin === "computer",
  "a bang of a lost computer": ({ kind, detail }) =>
    kind === "bang-raised" && detail.origin === "computer-lost",
  "a bang of an instance": ({ kind, detail }) =>
    kind === "bang-raised" && detail.origin === "instance",
  "a bang of an owner": ({ kind, detail }) => kind === "bang-raised" && detail.origin === "owner",
  "nobody who serves": deferredFor("no-host"),
  "a computer that is closed": deferredFor("computer-closed"),
  "a computer that is lost": deferredFor("computer-lost"),
  "a condition of SlapOS": deferredFor("condition-unmatched"),
};

export const notableCases: readonly string[] = Object.keys(cases);

export function casesOf(movement: Movement): readonly string[] {
  return notableCases.filter((name) => cases[name]?.(movement));
}

function deferredFor(wanted: string) {
  return ({ kind, detail }: Movement): boolean =>
    kind === "allocation-deferred" && detail.reasons.some(({ reason }) => reason === wanted);
}
