/** Who may call which endpoint of SLAP, and on what: classic ones, JSON-RPC, and the portal's. */
import type { Role } from "@partita/schemas";
import type { Reach } from "#api/reach.ts";

/** `public`: whoever calls shows something else, or sees what everybody may see. */
export type SlapRow = { readonly [R in Role]?: Reach } | "public";

/** An answer to whoever is known: what it contains is chosen by who asks. */
const known = {
  person: "anything",
  organisation: "anything",
  computer: "anything",
  instance: "anything",
} as const;
const owners = { person: "own-computer", organisation: "own-computer" } as const;
/** Reports of the agent: who is in charge is judged with the command that follows. */
const ofComputer = { computer: "own-computer" } as const;
const computerOrOwner = { ...owners, computer: "own-computer" } as const;
const computerRead = {
  ...computerOrOwner,
  instance: "its-computer",
  auditor: "any-computer",
} as const;
const ofInstance = { computer: "instance-on-it", instance: "itself" } as const;
const instanceOrOwner = {
  person: "own-instance",
  organisation: "own-instance",
  ...ofInstance,
} as const;
const instanceRead = { ...instanceOrOwner, instance: "its-tree" } as const;
/** Who requests what is judged with the command (`request-instance`), which has all it takes. */
const requesting = known;

const classic = {
  getFullComputerInformation: computerRead,
  getComputerInformation: computerRead,
  registerComputerPartition: instanceRead,
  requestComputerPartition: requesting,
  setComputerPartitionConnectionXml: ofInstance,
  startedComputerPartition: ofInstance,
  stoppedComputerPartition: ofInstance,
  destroyedComputerPartition: ofInstance,
  softwareInstanceError: ofInstance,
  softwareInstanceBang: instanceOrOwner,
  softwareInstanceRename: instanceOrOwner,
  getComputerPartitionCertificate: ofInstance,
  getHostingSubscriptionIpList: instanceRead,
  updateComputerPartitionRelatedInstanceList: ofInstance,
  buildingSoftwareRelease: ofComputer,
  availableSoftwareRelease: ofComputer,
  destroyedSoftwareRelease: ofComputer,
  softwareReleaseError: ofComputer,
  supplySupply: computerOrOwner,
  requestComputer: { person: "anything", organisation: "anything" },
  generateComputerCertificate: computerOrOwner,
  revokeComputerCertificate: computerOrOwner,
  useComputer: ofComputer,
  computerBang: computerOrOwner,
  loadComputerConfigurationFromXML: ofComputer,
  getComputerStatus: computerRead,
  getComputerPartitionStatus: instanceRead,
  getSoftwareInstallationStatus: computerRead,
  getSoftwareReleaseListFromSoftwareProduct: known,
  getHateoasUrl: "public",
} as const satisfies Readonly<Record<string, SlapRow>>;

const jsonRpc = {
  // The requester is whoever is known: a computer requests nothing in its own name.
  "slapos.post.v0.software_instance": {
    person: "anything",
    organisation: "anything",
    instance: "anything",
  },
  "slapos.get.v0.software_instance": instanceRead,
  "slapos.get.v0.compute_partition": instanceRead,
  "slapos.get.v0.instance_tree": { person: "anything", organisation: "anything" },
  "slapos.get.v0.software_instance_certificate": ofInstance,
  "slapos.get.v0.compute_node_status": computerRead,
  "slapos.get.v0.hateoas_url": "public",
  "slapos.allDocs.v0.compute_node_instance_list": computerRead,
  "slapos.allDocs.v0.compute_node_software_installation_list": computerRead,
  "slapos.allDocs.v0.instance_node_instance_list": instanceOrOwner,
  "slapos.allDocs.v0.instance_tree_list": { person: "anything", organisation: "anything" },
  "slapos.post.v0.software_installation": computerOrOwner,
  "slapos.post.v0.compute_node_certificate": computerOrOwner,
  "slapos.remove.v0.compute_node_certificate": computerOrOwner,
  "slapos.post.v0.compute_node_usage": ofComputer,
  "slapos.put.v0.compute_node_bang": computerOrOwner,
  "slapos.put.v0.compute_node_format": ofComputer,
  "slapos.put.v0.software_installation_reported_state": ofComputer,
  "slapos.put.v0.software_installation_error": ofComputer,
  "slapos.put.v0.software_instance_reported_state": ofInstance,
  "slapos.put.v0.software_instance_error": ofInstance,
  "slapos.put.v0.software_instance_bang": instanceOrOwner,
  "slapos.put.v0.software_instance_title": instanceOrOwner,
  "slapos.put.v0.software_instance_connection_parameter": ofInstance,
} as const satisfies Readonly<Record<string, SlapRow>>;

/** The token of an enrolment is shown, not an identity. */
const portal = {
  Person_requestComputer: "public",
  Person_getCertificate: "public",
  hateoas: known,
} as const satisfies Readonly<Record<string, SlapRow>>;

const endpoints = { ...classic, ...jsonRpc, ...portal };

/** Whoever calls these gets a certificate with its key, which is limited to nothing. */
export const certifying: ReadonlySet<SlapEndpoint> = new Set<SlapEndpoint>([
  "generateComputerCertificate",
  "getComputerPartitionCertificate",
  "slapos.get.v0.software_instance_certificate",
  "slapos.post.v0.compute_node_certificate",
]);

export type SlapEndpoint = keyof typeof endpoints;

export const maySlap: { readonly [E in SlapEndpoint]: SlapRow } = endpoints;
