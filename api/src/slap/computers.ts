/** Endpoints about computers: what should be on them, how they are, and that they are there. */
import { deriveReference } from "@partita/schemas";
import { slapAgent } from "@partita/schemas/slap/slap-agent.ts";
import { referenceIn } from "#api/identities.ts";
import { regionUnsaid } from "#api/identity/by-token.ts";
import { deny } from "#api/problems.ts";
import { bodyTag } from "#api/slap/body-tag.ts";
import { agentOf } from "#api/slap/charge.ts";
import { readConfiguration } from "#api/slap/computer-configuration.ts";
import { readComputer, spokenOf, viewComputer } from "#api/slap/computer-view.ts";
import { aboutComputer, aboutNothing, type Call, type Endpoint } from "#api/slap/endpoint.ts";
import { dictionaryIn, type Given, malformed, required, textOf } from "#api/slap/given.ts";
import { lastWords } from "#api/slap/last-words.ts";
import { findOwn, seenBy } from "#api/slap/seen-by.ts";
import { marshalledAnswer, nothing } from "#api/slap/slap-answer.ts";
import { computerObject, newComputerObject } from "#api/slap/slap-documents.ts";
import { standsOn } from "#api/slap/stands-on.ts";
import { statusAnswer } from "#api/slap/status-dictionary.ts";
import { tell } from "#api/slap/tell.ts";

/** Whoever cannot reach the Master goes on with what it has for a week. */
const informationHeaders = {
  "cache-control": "public, max-age=1, stale-if-error=604800",
  vary: "REMOTE_USER",
};

async function information({ ports, identity, computer = "" }: Call) {
  const known = await ports.rows.read(async (rows) => {
    const read = await readComputer(rows, computer);
    return read && { read, own: await findOwn(rows, identity, read) };
  });
  if (known === undefined) return deny("no-such-computer", { facts: { computer } });
  const view = viewComputer(known.read, await ports.contacts.find(spokenOf(known.read)));
  const seen = seenBy(identity, view, known.own);
  const answer = marshalledAnswer(computerObject(seen), informationHeaders);
  const headers = { ...answer.headers, etag: bodyTag(answer.body) };
  return { ...answer, headers, on: standsOn(view) };
}

/** A computer that asks is there. */
function notePoll({ ports, identity }: Pick<Call, "ports" | "identity">): void {
  if (!identity.actor.startsWith("computer:")) return;
  const reference = referenceIn(identity.actor);
  ports.contacts.note({ reference, text: accessOf(reference), at: ports.clock() });
}

export function accessOf(computer: string): string {
  return `#access ${computer}`;
}

/** What the agent found on its computer: from the first of these on it is in charge. */
async function format({ ports, identity, given, found }: Call) {
  const read = readConfiguration(dictionaryIn(given, "xml"));
  if ("fault" in read) throw malformed(read.fault);
  const { reference: computer, partitions } = read;
  if (found === undefined) return deny("no-such-computer", { facts: { computer } });
  const charge = await agentOf(ports, identity, found);
  if ("problem" in charge) return charge;
  const detail = { agent: slapAgent, partitions };
  const told = await tell(ports, "set-capacity", { identity, to: { computer }, detail });
  if ("problem" in told) return told;
  ports.contacts.note({ reference: computer, text: accessOf(computer), at: ports.clock() });
  return { ...nothing, body: "Content properly posted." };
}

function aboutConfiguration(given: Given) {
  const read = readConfiguration(dictionaryIn(given, "xml"));
  if ("fault" in read) throw malformed(read.fault);
  return { computer: read.reference };
}

async function bang({ ports, identity, given, computer = "" }: Call) {
  const message = lastWords(textOf(given, "message"));
  const told = await tell(ports, "bang-computer", {
    identity,
    to: { computer },
    detail: { message },
  });
  if ("problem" in told) return told;
  const text = `#error bang: ${message}`;
  ports.contacts.note({ reference: computer, text, at: ports.clock() });
  return nothing;
}

async function status({ ports, computer = "" }: Call) {
  const contact = (await ports.contacts.find([computer])).get(computer);
  const spoken = { reference: computer, portalType: "Compute Node", state: "" } as const;
  return statusAnswer(spoken, contact, ports.clock());
}

/** The same title is the same computer, as often as its owner asks. */
async function request({ ports, identity, given }: Call) {
  const title = required(given, "computer_title");
  const computer = deriveReference("COMP", identity.actor, title);
  const detail = { title, region: regionUnsaid };
  const told = await tell(ports, "register-computer", { identity, to: { computer }, detail });
  return "problem" in told ? told : marshalledAnswer(newComputerObject(computer));
}

const ofComputer: Endpoint = {
  ...{ method: "GET", about: aboutComputer, answer: information },
  ...{ remembers: true, notes: notePoll },
};

export const computerEndpoints = {
  computerBang: { method: "POST", about: aboutComputer, answer: bang },
  getComputerInformation: ofComputer,
  getComputerStatus: { method: "GET", about: aboutComputer, answer: status },
  getFullComputerInformation: ofComputer,
  loadComputerConfigurationFromXML: { method: "POST", about: aboutConfiguration, answer: format },
  requestComputer: { method: "POST", about: aboutNothing, answer: request },
} as const satisfies Readonly<Record<string, Endpoint>>;
