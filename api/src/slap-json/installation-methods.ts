/** Methods about a software release on a computer: whether it is wanted, and how far it is. */
import { findSoftwareDuties } from "@partita/projections/software-duties/query.ts";
import { Type } from "typebox";
import { lastWords } from "#api/slap/last-words.ts";
import { installationOf } from "#api/slap/software.ts";
import { tell } from "#api/slap/tell.ts";
import {
  type Absences,
  denyListed,
  type JsonDenial,
  jsonDenialOf,
} from "#api/slap-json/json-denial.ts";
import { type Called, type JsonMethod, jsonMethod } from "#api/slap-json/json-method.ts";
import { Done, done, only, SupplyState, Text } from "#api/slap-json/shapes.ts";
import { findRegistered, noComputer } from "#api/slap-json/subjects.ts";
import { tellAsAgent } from "#api/slap-json/tell-as-agent.ts";

type About<Input = object> = Called<
  Input & { readonly computer_guid: string; readonly software_release_uri: string }
>;

const about = { computer_guid: Text, software_release_uri: Text };

const absences: Absences = {
  "no-such-computer": "COMPUTE-NODE-NOT-FOUND",
  "not-yours": "COMPUTE-NODE-NOT-FOUND",
  "software-not-supplied": "SOFTWARE-INSTALLATION-NOT-FOUND",
};
const supplyAbsences: Absences = {
  ...absences,
  "schema-mismatch": "SUPPLY-FAILED",
  forbidden: "SUPPLY-FAILED",
};

async function supply(called: About<{ readonly state?: "available" | "destroyed" }>) {
  const { ports, identity, input } = called;
  const { computer_guid: computer, software_release_uri: softwareRelease } = input;
  const { state = "available" } = input;
  if ((await findRegistered(ports, computer)) === undefined) return noComputer(computer);
  const detail = { softwareRelease, state };
  const sent = await tell(ports, "supply-software", { identity, to: { computer }, detail });
  if ("problem" in sent) return jsonDenialOf(sent, supplyAbsences);
  return done("software installation state updated");
}

async function reportState(
  called: About<{ readonly reported_state: "available" | "destroyed" | "building" }>,
) {
  const { reported_state: state } = called.input;
  if (state === "destroyed" && (await isWanted(called)))
    return denyListed(
      "SOFTWARE-INSTALLATION-DESTROY-NOT-REQUESTED",
      "Nobody asked for this software to go from this compute node.",
    );
  const denial = await report(called, { state });
  if (denial !== undefined) return denial;
  note(called, said[state](called.input.software_release_uri));
  return done("reported state handled");
}

/** Whether it is to stay: its agent must not say that it is gone. */
async function isWanted({ ports, input }: About): Promise<boolean> {
  const { computer_guid: computer, software_release_uri: release } = input;
  const duties = await ports.rows.read((rows) => findSoftwareDuties(rows, computer));
  const duty = duties.find(({ softwareRelease }) => softwareRelease === release);
  return duty?.state === "available";
}

async function reportError(called: About<{ readonly message: string }>) {
  const { message, software_release_uri: release } = called.input;
  const denial = await report(called, { state: "failed", message: lastWords(message) });
  if (denial !== undefined) return denial;
  note(called, `#error while installing ${release}: ${lastWords(message)}`);
  return done("error state handled");
}

const said = {
  building: (url: string) => `#building software release ${url}`,
  available: (url: string) => `#access software release ${url} available`,
  destroyed: (url: string) => `#access software release ${url} destroyed`,
} as const;

async function report(called: About, said: object): Promise<JsonDenial | undefined> {
  const { ports, identity, input } = called;
  const { computer_guid: computer, software_release_uri: softwareRelease } = input;
  if ((await findRegistered(ports, computer)) === undefined) return noComputer(computer);
  const sent = await tellAsAgent(ports, "report-software", {
    asking: { identity, to: { computer }, detail: { softwareRelease, ...said } },
    computer,
  });
  return "problem" in sent ? jsonDenialOf(sent, absences) : undefined;
}

function note({ ports, input }: About, text: string): void {
  const { computer_guid: computer, software_release_uri: release } = input;
  ports.contacts.note({ reference: installationOf(computer, release), text, at: ports.clock() });
}

export const installationMethods = {
  "slapos.post.v0.software_installation": jsonMethod({
    input: only({ ...about, state: Type.Optional(SupplyState) }),
    output: Done,
    absences: supplyAbsences,
    answer: supply,
  }),
  "slapos.put.v0.software_installation_reported_state": jsonMethod({
    input: only({ ...about, reported_state: Type.Enum(["available", "destroyed", "building"]) }),
    output: Done,
    absences,
    answer: reportState,
  }),
  "slapos.put.v0.software_installation_error": jsonMethod({
    input: only({ ...about, message: Text }),
    output: Done,
    absences,
    answer: reportError,
  }),
} as const satisfies Readonly<Record<string, JsonMethod>>;
