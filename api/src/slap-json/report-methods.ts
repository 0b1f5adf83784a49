/** Methods by which the agent of a computer, or an instance itself, tells how an instance is. */
import type { InstanceStatus } from "@partita/schemas";
import type { Static } from "typebox";
import {
  bangText,
  destroyedText,
  errorText,
  startedText,
  stoppedText,
} from "#api/slap/access-status.ts";
import { lastWords } from "#api/slap/last-words.ts";
import { tell } from "#api/slap/tell.ts";
import { jsonDenialOf } from "#api/slap-json/json-denial.ts";
import {
  type Called,
  instanceAbsences,
  type JsonMethod,
  jsonMethod,
} from "#api/slap-json/json-method.ts";
import { Done, done, FreeForm, only, State, Text, Title } from "#api/slap-json/shapes.ts";
import { findAlive, noInstance } from "#api/slap-json/subjects.ts";
import { tellAsAgent } from "#api/slap-json/tell-as-agent.ts";
import { textsOf } from "#api/slap-json/texts-of.ts";

type About<Input = object> = Called<Input & { readonly instance_guid: string }>;

const reports = { started: startedText, stopped: stoppedText, destroyed: destroyedText } as const;

async function reportState(called: About<{ readonly reported_state: Static<typeof State> }>) {
  const { reported_state: state } = called.input;
  const { instance_guid: instance } = called.input;
  const status = await findAlive(called.ports, instance);
  if (status === undefined) return noInstance(instance);
  // As SlapOS: whoever reports it gone too early is not told, and nothing happens.
  const isTooEarly = state === "destroyed" && status.state !== "destroyed";
  if (!isTooEarly) {
    const denial = await report(called, status, { state });
    if (denial !== undefined) return denial;
    note(called, reports[state]);
  }
  return done("reported state handled");
}

async function reportError(called: About<{ readonly message: string }>) {
  const { instance_guid: instance } = called.input;
  const message = lastWords(called.input.message);
  const status = await findAlive(called.ports, instance);
  if (status === undefined) return noInstance(instance);
  const denial = await report(called, status, { state: "failed", message });
  if (denial !== undefined) return denial;
  note(called, errorText(message));
  return done("error state handled");
}

async function report(called: About, status: InstanceStatus, said: object) {
  const { ports, identity } = called;
  const { instance } = status;
  const sent = await tellAsAgent(ports, "report-instance", {
    asking: { identity, to: { instance }, detail: { instance, ...said } },
    computer: status.award?.computer,
  });
  return "problem" in sent ? jsonDenialOf(sent, instanceAbsences) : undefined;
}

function note({ ports, input }: About, text: string): void {
  ports.contacts.note({ reference: input.instance_guid, text, at: ports.clock() });
}

async function bang(called: About<{ readonly message: string }>) {
  const { ports, identity, input } = called;
  const { instance_guid: instance } = input;
  const message = lastWords(input.message);
  if ((await findAlive(ports, instance)) === undefined) return noInstance(instance);
  const detail = { instance, message };
  const sent = await tell(ports, "bang-instance", { identity, to: { instance }, detail });
  if ("problem" in sent) return jsonDenialOf(sent, instanceAbsences);
  note(called, bangText(message));
  return done("instance bang handled");
}

async function rename(called: About<{ readonly title: string }>) {
  const { ports, identity, input } = called;
  const { instance_guid: instance, title } = input;
  if ((await findAlive(ports, instance)) === undefined) return noInstance(instance);
  const asking = { identity, to: { instance }, detail: { instance, title } };
  const sent = await tell(ports, "rename-instance", asking);
  if ("problem" in sent) return jsonDenialOf(sent, instanceAbsences);
  return done("instance title updated");
}

type Published = { readonly connection_parameter_dict: Readonly<Record<string, unknown>> };

async function publish(called: About<Published>) {
  const { ports, identity, input } = called;
  const { instance_guid: instance, connection_parameter_dict: connection } = input;
  const status = await findAlive(called.ports, instance);
  if (status === undefined) return noInstance(instance);
  const detail = { instance, connection: textsOf(connection) };
  const sent = await tellAsAgent(ports, "publish-connection", {
    asking: { identity, to: { instance }, detail },
    computer: status.award?.computer,
  });
  if ("problem" in sent) return jsonDenialOf(sent, instanceAbsences);
  return done(
    sent.body.movements.length > 0
      ? "connection parameter updated"
      : "connection parameter not modified as identical",
  );
}

const aboutInstance = { output: Done, absences: instanceAbsences } as const;
const Said = only({ instance_guid: Text, message: Text });

export const reportMethods = {
  "slapos.put.v0.software_instance_reported_state": jsonMethod({
    input: only({ instance_guid: Text, reported_state: State }),
    ...aboutInstance,
    answer: reportState,
  }),
  "slapos.put.v0.software_instance_error": jsonMethod({
    input: Said,
    ...aboutInstance,
    answer: reportError,
  }),
  "slapos.put.v0.software_instance_bang": jsonMethod({
    input: Said,
    ...aboutInstance,
    answer: bang,
  }),
  "slapos.put.v0.software_instance_title": jsonMethod({
    input: only({ instance_guid: Text, title: Title }),
    ...aboutInstance,
    answer: rename,
  }),
  "slapos.put.v0.software_instance_connection_parameter": jsonMethod({
    input: only({ instance_guid: Text, connection_parameter_dict: FreeForm }),
    ...aboutInstance,
    answer: publish,
  }),
} as const satisfies Readonly<Record<string, JsonMethod>>;
