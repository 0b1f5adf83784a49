/** Which software releases a computer should have, and how far its agent is with each. */
import {
  type Command,
  canonical,
  type DraftOf,
  type Frame,
  type InstallationState,
  itemId,
  refuse,
} from "@partita/schemas";
import { belongsTo, brought, type Registered, takenBack } from "#ledger/computer/state.ts";
import type { Decision } from "#ledger/decider.ts";

type Answer = Decision<DraftOf<"computer">>;

/** The tense of a report: what is being built is under way, what failed to build never came. */
const tenses: { readonly [state in InstallationState]: Frame["state"] } = {
  building: "started",
  available: "delivered",
  destroyed: "delivered",
  failed: "cancelled",
};

/** By itself too: SlapOS's `slapos supply` runs there. */
export function supply(computer: Registered, command: Command<"supply-software">): Answer {
  const { softwareRelease, state } = command.detail;
  const isItself = command.actor === `computer:${command.streamId}`;
  if (!isItself && !belongsTo(computer, command.actor))
    return refuse("not-yours", { owner: computer.owner });
  if ((computer.supplied.get(softwareRelease) ?? "destroyed") === state) return { movements: [] };
  const frame = { ...delivery(computer, command), state: "ordered" } as const;
  const detail = { softwareRelease, state };
  return { movements: [{ ...frame, kind: "software-supplied", detail }] };
}

export function reportSoftware(computer: Registered, command: Command<"report-software">): Answer {
  const { agent, softwareRelease, ...report } = command.detail;
  if (agent !== computer.agent) return refuse("agent-not-in-charge", { agent });
  if (!computer.supplied.has(softwareRelease))
    return refuse("software-not-supplied", { softwareRelease });
  const last = computer.reported.get(softwareRelease);
  if (last !== undefined && canonical(last) === canonical(report)) return { movements: [] };
  const frame = { ...delivery(computer, command), state: tenses[report.state] };
  const detail = { softwareRelease, ...report };
  return { movements: [{ ...frame, kind: "software-reported", detail }] };
}

/** One release comes to the computer, or leaves it when it is destroyed. */
function delivery(
  computer: Registered,
  command: Command<"supply-software"> | Command<"report-software">,
): Omit<Frame, "state"> {
  const { softwareRelease, state } = command.detail;
  const ends = brought(command, computer.owner);
  const direction = state === "destroyed" ? takenBack(ends) : ends;
  const items = [...ends.items, itemId("software-release", softwareRelease)];
  return { ...direction, resource: "software-release", items };
}
