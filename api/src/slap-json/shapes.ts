/** The shapes of the SLAP JSON-RPC API, as SlapOS publishes them: what several methods share. */
import { type TObject, type TProperties, Type } from "typebox";

/** SlapOS's own limit for titles. */
const titleCharactersMax = 200;

export const Text = Type.String();
export const Title = Type.String({ maxLength: titleCharactersMax });
export const State = Type.Enum(["started", "stopped", "destroyed"]);
export const SupplyState = Type.Enum(["available", "destroyed"]);

/** Values of any kind under names of any kind. */
export const FreeForm = Type.Record(Type.String(), Type.Unknown());

/** With no other properties than these. */
export function only<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

export const Empty = only({});

/** An instance (SlapOS: `INST`). */
export const Instance = only({
  title: Text,
  instance_guid: Text,
  software_release_uri: Text,
  software_type: Text,
  state: State,
  connection_parameters: FreeForm,
  parameters: FreeForm,
  shared: Type.Boolean(),
  root_instance_title: Text,
  ip_list: Type.Array(Type.Array(Text)),
  full_ip_list: Type.Array(Type.Array(Text)),
  sla_parameters: FreeForm,
  computer_guid: Text,
  compute_partition_id: Text,
  processing_timestamp: Type.Integer(),
  access_status_message: Text,
});

/** There is nothing to show of it yet, or no more: answered with HTTP 200, as SlapOS does. */
export const NotReady = only({
  message: Text,
  name: Type.Literal("SoftwareInstanceNotReady"),
  status: Type.Literal(102),
});
export const notReady = {
  message: "Software Instance Not Ready",
  name: "SoftwareInstanceNotReady",
  status: 102,
} as const;

export const InstanceOrNotReady = Type.Union([Instance, NotReady]);

/** It was done, and how that is said. */
export const Done = only({ type: Type.Literal("success"), title: Text });

export function done(title: string) {
  return { type: "success", title } as const;
}

export const KeyAndCertificate = only({ key: Text, certificate: Text });

export function results<Properties extends TProperties>(properties: Properties) {
  return only({ result_list: Type.Array(only(properties)) });
}
