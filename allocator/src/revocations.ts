/** What is gone, or has left its computer, is trusted no more: its certificates are revoked. */
import type { Recorded } from "@partita/ledger";
import { type Command, deriveId, master } from "@partita/schemas";

type Revocation = Omit<Command<"revoke-certificate">, "at">;

/**
 * Most have none: then nothing is written. The id follows from the movement. Before whatever else
 * follows from it: an instance has no new certificate yet where it is placed next.
 */
export function revocationsOf({ movement }: Recorded): readonly Revocation[] {
  const { kind } = movement;
  // A computer that was lost to somebody still has the keys of what stood on it.
  if (kind !== "instance-destroyed" && kind !== "award-lapsed") return [];
  const { id, detail } = movement;
  const reason = kind === "award-lapsed" ? "superseded" : "cessationOfOperation";
  const holder = `instance:${detail.instance}` as const;
  return [
    {
      ...{ kind: "revoke-certificate", id: deriveId(id, "revoke-certificate"), actor: master },
      ...{ streamId: holder, causes: [id] },
      detail: { certificate: "all", holder, reason },
    },
  ];
}
