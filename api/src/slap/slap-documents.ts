/** Computers, partitions and instances as the objects of the `slapos.slap` library. */
import {
  dictionary,
  type SlapDictionary,
  type SlapObject,
  type SlapValue,
  tuple,
} from "@partita/schemas/slap/slap-value.ts";
import type { ComputerView, PartitionView } from "#api/slap/computer-view.ts";
import type { InstanceView, SharedView } from "#api/slap/instance-view.ts";

export function computerObject({ computer, partitions, software }: ComputerView): SlapObject {
  const releases = software.map(({ softwareRelease, state }) =>
    releaseObject(softwareRelease, computer, state),
  );
  return object("Computer", [computer], {
    _computer_id: computer,
    _computer_partition_list: partitions.map((one) => partitionObject(one)),
    _software_release_list: releases,
  });
}

/** A partition alone is told differently: it is complete, and says nothing of its status. */
export function lonePartitionObject(view: PartitionView): SlapObject {
  const { attributes, ...told } = partitionObject(view);
  const alone = new Map(attributes).set("_synced", true);
  alone.delete("_access_status");
  return { ...told, attributes: alone };
}

function partitionObject({ computer, partition, instance }: PartitionView): SlapObject {
  const given = [computer, partition, null];
  const names = { _computer_id: computer, _partition_id: partition, _request_dict: null };
  if (instance === undefined)
    return object("ComputerPartition", given, {
      ...names,
      _need_modification: 0,
      _requested_state: "destroyed",
      _software_release_document: null,
    });
  return object("ComputerPartition", given, {
    ...names,
    _access_status: instance.accessStatus,
    _connection_dict: dictionary(instance.connection),
    _filter_dict: dictionary(instance.sla),
    _instance_guid: instance.guid,
    _need_modification: 1,
    _parameter_dict: dictionary({ ...instance.parameters, ...known(instance) }),
    _requested_state: instance.state,
    _software_release_document: releaseObject(instance.softwareRelease, computer),
  });
}

/** What a request is answered with. */
export function instanceObject(view: InstanceView): SlapObject {
  return object("SoftwareInstance", [], {
    _connection_dict: dictionary(view.connection),
    _filter_dict: dictionary(view.sla),
    _instance_guid: view.guid,
    _parameter_dict: dictionary(view.parameters),
    _requested_state: view.state,
    ...known(view),
  });
}

export function newComputerObject(computer: string): SlapObject {
  return object("Computer", [computer], { _computer_id: computer });
}

function releaseObject(url: string, computer: string, state?: string): SlapObject {
  return object("SoftwareRelease", [url, computer], {
    _computer_guid: computer,
    ...(state !== undefined && { _requested_state: state }),
    _software_instance_list: [],
    _software_release: url,
  });
}

/** What every instance is told of itself beside its parameters. */
function known(view: InstanceView) {
  return {
    full_ip_list: view.fullIpList.map((ip) => tuple(...ip)),
    instance_title: view.title,
    ip_list: view.ipList.map((ip) => tuple(...ip)),
    root_instance_short_title: view.rootShortTitle,
    root_instance_title: view.rootTitle,
    slap_computer_id: view.computer ?? "",
    slap_computer_partition_id: view.partition ?? "",
    slap_software_release_url: view.softwareRelease,
    slap_software_type: view.softwareType,
    slave_instance_list: view.sharedInstances.map(sharedDictionary),
    timestamp: view.timestamp,
  };
}

/** All in one dictionary, as SlapOS has it: a parameter wins over whatever has its name. */
function sharedDictionary(view: SharedView): SlapDictionary {
  return dictionary({
    slap_software_type: view.softwareType,
    slave_reference: view.guid,
    slave_title: view.title,
    timestamp: view.timestamp,
    ...view.connection,
    ...view.parameters,
  });
}

function object(
  name: SlapObject["class"],
  given: readonly SlapValue[],
  attributes: Readonly<Record<string, SlapValue>>,
): SlapObject {
  return { type: "object", class: name, given, attributes: dictionary(attributes) };
}
