/** What a search finds and a traversal shows: trees, instances, computers, software, the caller. */

import type { RowReader } from "@partita/projections";
import { findSoftwareDuties } from "@partita/projections/software-duties/query.ts";
import {
  type ComputerOnMarket,
  digestOf,
  type InstanceStatus,
  type SoftwareDuty,
} from "@partita/schemas";

/** The modules of ERP5, which are the first part of every address. */
export const modules = {
  tree: "instance_tree_module",
  instance: "software_instance_module",
  computer: "compute_node_module",
  installation: "software_installation_module",
  person: "person_module",
  organisation: "organisation_module",
} as const;

export type Document =
  | { readonly kind: "tree"; readonly root: InstanceStatus }
  | { readonly kind: "instance"; readonly status: InstanceStatus }
  | { readonly kind: "computer"; readonly computer: ComputerOnMarket }
  | { readonly kind: "installation"; readonly computer: string; readonly duty: SoftwareDuty };

export function portalTypeOf(document: Document): string {
  if (document.kind === "instance")
    return document.status.shared === true ? "Slave Instance" : "Software Instance";
  return { tree: "Instance Tree", computer: "Compute Node", installation: "Software Installation" }[
    document.kind
  ];
}

/** The name by which the rest of the house knows it. */
export function referenceOf(document: Document): string {
  if (document.kind === "tree") return document.root.tree;
  if (document.kind === "instance") return document.status.instance;
  if (document.kind === "computer") return document.computer.computer;
  return installationReference(document.computer, document.duty.softwareRelease);
}

export function relativeUrl(document: Document): string {
  return `${modules[document.kind]}/${referenceOf(document)}`;
}

/** A URL has slashes; enough of its digest tells one release of a computer from another. */
const digestCharacters = 16;

function installationReference(computer: string, release: string): string {
  return `${computer}-${digestOf(release).slice(0, digestCharacters)}`;
}

/** The software of a computer, but for what was to go and is gone. */
export async function installationsOn(
  rows: RowReader,
  computer: string,
): Promise<readonly Document[]> {
  const duties = await findSoftwareDuties(rows, computer);
  return duties
    .filter(({ state, reported }) => state === "available" || reported !== "destroyed")
    .map((duty) => ({ kind: "installation", computer, duty }));
}
