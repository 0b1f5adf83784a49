/** Judges what a computer reports that its partitions consumed, line by line, once and for ever. */
import {
  type Command,
  type Draft,
  type DraftOf,
  itemId,
  type Movement,
  master,
  refuse,
} from "@partita/schemas";
import type { Decider, Decision } from "#ledger/decider.ts";
import { networkOf, projectOf } from "#ledger/ends.ts";
import { type History, recalled, remembered } from "#ledger/history.ts";
import { type Booking, type Judgement, judge } from "#ledger/usage/judge.ts";

export type Judged = Movement<"usage-judged">["detail"];
export type State = { readonly reports: History<Judged> };

export const usage: Decider<"usage", State> = {
  category: "usage",
  initial: { reports: undefined },
  decide: { "report-usage": report },
  evolve: {
    "usage-judged": ({ reports }, { detail }) => ({ reports: remembered(reports, detail) }),
    // All that is needed of it stands in the verdicts.
    "usage-reported": (state) => state,
  },
};

function report(state: State, command: Command<"report-usage">): Decision<DraftOf<"usage">> {
  const { detail } = command;
  const past = [...recalled(state.reports)];
  const first = past.find((judged) => judged.report === detail.report);
  if (first?.digest === detail.digest) return { movements: [] };
  if (first !== undefined) return refuse("report-content-changed", { report: detail.report });

  const judgements = judge(command, past);
  const bookings = judgements.flatMap(({ booking }) => booking ?? []);
  return { movements: [judged(command, judgements), ...bookings.map(reported(command))] };
}

function judged(
  { streamId, detail }: Command<"report-usage">,
  judgements: readonly Judgement[],
): Draft<"usage-judged"> {
  const { report, digest, startsAt, stopsAt, owner } = detail;
  return {
    kind: "usage-judged",
    resource: "report",
    quantity: "1",
    source: networkOf(streamId),
    destination: master,
    sourceSection: owner,
    destinationSection: master,
    items: [itemId("computer", streamId)],
    state: "delivered",
    detail: {
      report,
      digest,
      startsAt,
      stopsAt,
      verdicts: judgements.map(({ verdict }) => verdict),
    },
  };
}

function reported({ streamId, detail }: Command<"report-usage">) {
  return ({ line, holder, ...consumed }: Booking): Draft<"usage-reported"> => {
    const { partition, instance, tree, award } = holder;
    return {
      kind: "usage-reported",
      ...consumed,
      source: networkOf(streamId),
      destination: projectOf(tree),
      sourceSection: holder.seller,
      destinationSection: holder.buyer,
      items: [
        itemId("computer", streamId),
        itemId("partition", `${streamId}/${partition}`),
        itemId("instance", instance),
        itemId("instance-tree", tree),
      ],
      state: "delivered",
      detail: { report: detail.report, line, computer: streamId, partition, instance, tree, award },
    };
  };
}
