/**
 * Requests, on behalf of an instance, what its software needs from the market, and asks what became
 * of it.
 */
import type { PartitionDuty } from "@partita/schemas";
import type { Requested, World } from "#node-agent/agent-world.ts";
import { fillRecord } from "#node-agent/fill-release.ts";
import type { Names } from "#node-agent/fill-template.ts";
import type { SoftwareTypeDescription } from "#node-agent/release.ts";

export type Children =
  | { readonly status: "ready"; readonly requested: Requested }
  /** Please wait: these do not have their connection yet. */
  | { readonly status: "waiting"; readonly for: readonly string[] };

/**
 * The same request again changes nothing at the Master: it is how one asks. Throws when one is
 * refused.
 */
export async function requestChildren(
  { master }: World,
  duty: PartitionDuty,
  { requests = [] }: SoftwareTypeDescription,
  names: Names,
): Promise<Children> {
  const children: Requested["children"][number][] = [];
  const waiting: string[] = [];
  for (const request of requests) {
    const { instance } = await master.send("request-instance", {
      detail: {
        title: request.title,
        requester: duty.instance,
        softwareRelease: new URL(request.softwareRelease, duty.softwareRelease).href,
        softwareType: request.softwareType ?? "default",
        state: duty.state,
        parameters: fillRecord(request.parameters, names),
        conditions: request.conditions ?? {},
      },
    });
    // What it has to publish is published before it is reported started.
    if (instance?.phase !== "started")
      waiting.push(`${request.title} (${instance?.phase ?? "unknown"})`);
    else {
      const { connection } = instance;
      children.push({ title: request.title, instance: instance.instance, connection });
    }
  }
  if (waiting.length > 0) return { status: "waiting", for: waiting };
  return { status: "ready", requested: { change: duty.changedAt, children } };
}
