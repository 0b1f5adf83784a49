/** Endpoints that give and take back certificates whose keys SlapOS has the Master make. */
import { dictionary } from "@partita/schemas/slap/slap-value.ts";
import { certificateOfComputer, revokeOfComputer } from "#api/identity/computer-certificates.ts";
import { certificateOfInstance } from "#api/identity/instance-certificate.ts";
import { deny } from "#api/problems.ts";
import { aboutComputer, aboutPartition, type Call, type Endpoint } from "#api/slap/endpoint.ts";
import { marshalledAnswer, nothing } from "#api/slap/slap-answer.ts";

/** A key is nobody else's to keep. */
const keyHeaders = { "cache-control": "private, max-age=0, must-revalidate" };

/** Made when it is first asked for, served again until it is due. */
async function ofInstance({ ports, instance }: Call) {
  if (instance === undefined) return deny("no-such-instance");
  const kept = await certificateOfInstance(ports, instance.instance);
  if ("problem" in kept) return kept;
  const { certificate, key } = kept;
  return marshalledAnswer(dictionary({ certificate, key }), keyHeaders);
}

/** Once, with a dump in words: slapos looks for the name of its computer in it. */
async function generate({ ports, identity, computer = "" }: Call) {
  const certified = await certificateOfComputer(ports, identity, computer);
  if ("problem" in certified) return certified;
  const { text: certificate, key } = certified;
  return marshalledAnswer(dictionary({ certificate, key }), keyHeaders);
}

async function revoke({ ports, identity, computer = "" }: Call) {
  const revoked = await revokeOfComputer(ports, identity, computer);
  return "problem" in revoked ? revoked : nothing;
}

export const certificateEndpoints = {
  generateComputerCertificate: { method: "POST", about: aboutComputer, answer: generate },
  getComputerPartitionCertificate: { method: "GET", about: aboutPartition, answer: ofInstance },
  revokeComputerCertificate: { method: "POST", about: aboutComputer, answer: revoke },
} as const satisfies Readonly<Record<string, Endpoint>>;
