/** `Prefer: wait=10` (RFC 7240): an answer may take so long, if the instance settles by then. */
import { findInstance } from "@partita/projections/instance-status/query.ts";
import type { InstanceStatus } from "@partita/schemas";
import { isSettled } from "#api/instances/settled.ts";
import { preferWaitSecondsMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";

const millisecondsPerSecond = 1000;

/** Undefined: nothing of the kind was said, or nothing that can be read; preferences never fail. */
export function waitSecondsIn(prefer: string | string[] | undefined): number | undefined {
  const said = [prefer ?? []].flat().join(",");
  const [, seconds] = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(said) ?? [];
  return seconds === undefined ? undefined : Math.min(Number(seconds), preferWaitSecondsMax);
}

/** How the instance stands when it has settled or the time is over. */
export async function awaitSettled(
  { rows }: Pick<Ports, "rows">,
  instance: string,
  seconds: number,
): Promise<InstanceStatus | undefined> {
  const deadline = performance.now() + seconds * millisecondsPerSecond;
  for (;;) {
    const { status, position } = await rows.read(async (reader) => ({
      status: await findInstance(reader, instance),
      position: await reader.position(),
    }));
    const left = deadline - performance.now();
    if (status === undefined || isSettled(status) || left <= 0) return status;
    // Wakes with the next movement, whatever it is about.
    await rows.reached(position + 1n, Math.ceil(left));
  }
}
