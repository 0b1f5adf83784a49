/** Forgets the key that was kept for an instance, once its agent has said that it is gone. */
import type { CommandKind } from "@partita/schemas";
import type { Ports } from "#api/ports.ts";

type Told = {
  readonly kind: CommandKind;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** Its certificate is revoked by whoever follows the log; its key is not to be served again. */
export async function forgetKey({ keptKeys }: Ports, { kind, detail }: Told): Promise<void> {
  if (kind !== "report-instance" || detail.state !== "destroyed") return;
  await keptKeys?.forget(`instance:${String(detail.instance)}`);
}
