/** Methods that hand out a certificate with its key, or take a certificate back. */
import { certificateOfComputer, revokeOfComputer } from "#api/identity/computer-certificates.ts";
import { certificateOfInstance } from "#api/identity/instance-certificate.ts";
import { jsonDenialOf } from "#api/slap-json/json-denial.ts";
import {
  type Called,
  computerAbsences,
  instanceAbsences,
  type JsonMethod,
  jsonMethod,
} from "#api/slap-json/json-method.ts";
import { Done, done, KeyAndCertificate, only, Text } from "#api/slap-json/shapes.ts";
import { findAlive, noInstance } from "#api/slap-json/subjects.ts";

type OfComputer = Called<{ readonly computer_guid: string }>;

/** Once: whoever lost the key takes the certificate back first, and asks again. */
async function makeForComputer({ ports, identity, input }: OfComputer) {
  const { computer_guid: computer } = input;
  const made = await certificateOfComputer(ports, identity, computer);
  if ("problem" in made) return jsonDenialOf(made, computerAbsences);
  return { key: made.key, certificate: `${made.text}${made.chain}` };
}

async function takeFromComputer({ ports, identity, input }: OfComputer) {
  const taken = await revokeOfComputer(ports, identity, input.computer_guid);
  if ("problem" in taken) return jsonDenialOf(taken, computerAbsences);
  return done("compute node certificate removed");
}

async function serveToInstance({ ports, input }: Called<{ readonly instance_guid: string }>) {
  const { instance_guid: instance } = input;
  const status = await findAlive(ports, instance);
  // A shared instance has no certificate: it acts through the one that serves it.
  if (status === undefined || status.shared === true) return noInstance(instance);
  const kept = await certificateOfInstance(ports, instance);
  if ("problem" in kept) return jsonDenialOf(kept, instanceAbsences);
  return { key: kept.key, certificate: kept.certificate };
}

export const certificateMethods = {
  "slapos.get.v0.software_instance_certificate": jsonMethod({
    input: only({ instance_guid: Text }),
    output: KeyAndCertificate,
    absences: instanceAbsences,
    answer: serveToInstance,
  }),
  "slapos.post.v0.compute_node_certificate": jsonMethod({
    input: only({ computer_guid: Text }),
    output: KeyAndCertificate,
    absences: computerAbsences,
    answer: makeForComputer,
  }),
  "slapos.remove.v0.compute_node_certificate": jsonMethod({
    input: only({ computer_guid: Text }),
    output: Done,
    absences: computerAbsences,
    answer: takeFromComputer,
  }),
} as const satisfies Readonly<Record<string, JsonMethod>>;
