/** An instance in the words of the JSON-RPC API (SlapOS: `INST`). */
import type { Static } from "typebox";
import type { InstanceView } from "#api/slap/instance-view.ts";
import type { Instance } from "#api/slap-json/shapes.ts";

/** One without a partition has no computer either: both are empty, as SlapOS says it. */
export function instanceOf(view: InstanceView): Static<typeof Instance> {
  return {
    title: view.title,
    instance_guid: view.guid,
    software_release_uri: view.softwareRelease,
    software_type: view.softwareType,
    state: view.state,
    connection_parameters: view.connection,
    parameters: view.parameters,
    shared: view.shared,
    root_instance_title: view.rootTitle,
    ip_list: view.ipList.map((ip) => [...ip]),
    full_ip_list: view.fullIpList.map((ip) => [...ip]),
    sla_parameters: view.sla,
    computer_guid: view.computer ?? "",
    compute_partition_id: view.partition ?? "",
    processing_timestamp: view.timestamp,
    access_status_message: view.accessStatus,
  };
}
