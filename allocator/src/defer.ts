/** Tells an instance why it waits, unless it was told so already. */
import { canonical, master, type ReasonCount } from "@partita/schemas";
import { commandId } from "#allocator/because.ts";
import type { Waiting } from "#allocator/place-waiting.ts";
import type { Ports } from "#allocator/ports.ts";

export async function defer(
  ports: Ports,
  { instance, because }: Waiting,
  reasons: readonly ReasonCount[],
): Promise<void> {
  const known = instance.phase === "deferred" && canonical(instance.reasons) === canonical(reasons);
  if (known) return;
  await ports.send({
    kind: "defer-allocation",
    id: commandId(because, "defer-allocation", instance.instance),
    actor: master,
    at: ports.clock.now(),
    streamId: instance.tree,
    causes: because.causes,
    detail: { instance: instance.instance, reasons: [...reasons] },
  });
}
