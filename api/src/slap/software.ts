/** Endpoints about software releases on computers: which there should be, and how far they are. */
import { findSoftwareDuties } from "@partita/projections/software-duties/query.ts";
import type { InstallationState, SoftwareDuty } from "@partita/schemas";
import { deny } from "#api/problems.ts";
import { agentOf } from "#api/slap/charge.ts";
import { aboutComputer, type Call, type Endpoint } from "#api/slap/endpoint.ts";
import { malformed, optional, required, textOf } from "#api/slap/given.ts";
import { lastWords } from "#api/slap/last-words.ts";
import { nothing } from "#api/slap/slap-answer.ts";
import { statusAnswer } from "#api/slap/status-dictionary.ts";
import { tell } from "#api/slap/tell.ts";

type Reported = {
  readonly state: InstallationState;
  /** What the status says, of this URL. */
  readonly says: (url: string, message: string) => string;
};

const building: Reported = {
  state: "building",
  says: (url) => `#building software release ${url}`,
};
const available: Reported = {
  state: "available",
  says: (url) => `#access software release ${url} available`,
};
const destroyed: Reported = {
  state: "destroyed",
  says: (url) => `#access software release ${url} destroyed`,
};
const failed: Reported = {
  state: "failed",
  says: (url, message) => `#error while installing ${url}: ${message}`,
};

/** What a release's contact is kept under: a computer has one of each release. */
export function installationOf(computer: string, url: string): string {
  return `${computer} ${url}`;
}

function reports({ state, says }: Reported): Endpoint["answer"] {
  return async (call) => {
    const { ports, identity, given, computer = "" } = call;
    const url = required(given, "url");
    const duty = await dutyOf(call, url);
    if (duty === undefined) return deny("software-not-supplied", { facts: { url } });
    // SlapOS knows no release that is gone before it was to go.
    if (state === "destroyed" && duty.state !== "destroyed")
      return deny("destroy-not-requested", { facts: { url } });
    const message = lastWords(textOf(given, "error_log"));
    const charge = call.found && (await agentOf(ports, identity, call.found));
    if (charge === undefined || "problem" in charge) return charge ?? deny("no-such-computer");
    const detail = {
      agent: charge.agent,
      softwareRelease: url,
      state,
      ...(message !== "" && { message }),
    };
    const told = await tell(ports, "report-software", { identity, to: { computer }, detail });
    if ("problem" in told) return told;
    const reference = installationOf(computer, url);
    ports.contacts.note({ reference, text: says(url, message), at: ports.clock() });
    return nothing;
  };
}

async function dutyOf(
  { ports, computer = "" }: Call,
  url: string,
): Promise<SoftwareDuty | undefined> {
  const duties = await ports.rows.read((rows) => findSoftwareDuties(rows, computer));
  return duties.find(({ softwareRelease }) => softwareRelease === url);
}

async function supply({ ports, identity, given, computer = "" }: Call) {
  const softwareRelease = required(given, "url");
  const state = optional(given, "state") ?? "available";
  if (state !== "available" && state !== "destroyed")
    throw malformed("state is available or destroyed");
  const detail = { softwareRelease, state };
  const told = await tell(ports, "supply-software", { identity, to: { computer }, detail });
  return "problem" in told ? told : nothing;
}

async function status(call: Call) {
  const { ports, given, computer = "" } = call;
  const url = required(given, "url");
  const duty = await dutyOf(call, url);
  if (duty === undefined) return deny("software-not-supplied", { facts: { url } });
  const reference = installationOf(computer, url);
  const contact = (await ports.contacts.find([reference])).get(reference);
  const spoken = {
    reference,
    portalType: "Software Installation",
    state: duty.state,
    text: textFrom(url, duty),
  } as const;
  return statusAnswer(spoken, contact, ports.clock());
}

/** What the log knows, after the contact was forgotten. */
function textFrom(url: string, { reported, message = "" }: SoftwareDuty): string | undefined {
  if (reported === "waiting") return undefined;
  return { building, available, destroyed, failed }[reported].says(url, message);
}

function reporting(reported: Reported): Endpoint {
  return { method: "POST", about: aboutComputer, answer: reports(reported) };
}

export const softwareEndpoints = {
  availableSoftwareRelease: reporting(available),
  buildingSoftwareRelease: reporting(building),
  destroyedSoftwareRelease: reporting(destroyed),
  getSoftwareInstallationStatus: { method: "GET", about: aboutComputer, answer: status },
  softwareReleaseError: reporting(failed),
  supplySupply: { method: "POST", about: aboutComputer, answer: supply },
} as const satisfies Readonly<Record<string, Endpoint>>;
