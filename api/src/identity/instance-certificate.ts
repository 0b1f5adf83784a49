/** An instance's certificate as SlapOS has it: made when first asked for, and served again. */
import type { KeptKey } from "@partita/certificates";
import { findCertificate } from "@partita/projections/identities/query.ts";
import { findInstance } from "@partita/projections/instance-status/query.ts";
import { type Certificate, master } from "@partita/schemas";
import { certify } from "#api/identity/certify.ts";
import { isDueAt } from "#api/identity/due.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

/** Two that ask at once get the same one: what is kept is one key for each holder. */
const underWay = new WeakMap<object, Map<string, Promise<KeptKey | Denial>>>();

/**
 * Renewed when it is past two thirds of its life. For whom it is allowed is for the caller to ask
 * before.
 */
export function certificateOfInstance(ports: Ports, instance: string): Promise<KeptKey | Denial> {
  const { keptKeys } = ports;
  if (keptKeys === undefined) return Promise.resolve(noKeys());
  const pending = underWay.get(keptKeys) ?? new Map<string, Promise<KeptKey | Denial>>();
  underWay.set(keptKeys, pending);
  const making = pending.get(instance) ?? keptOrMade(ports, instance);
  pending.set(instance, making);
  return making.finally(() => pending.delete(instance));
}

async function keptOrMade(ports: Ports, instance: string): Promise<KeptKey | Denial> {
  const holder = `instance:${instance}` as const;
  const kept = await ports.keptKeys?.find(holder);
  const { status, known } = await ports.rows.read(async (rows) => ({
    status: await findInstance(rows, instance),
    known: kept && (await findCertificate(rows, kept.serial)),
  }));
  if (status === undefined || status.phase === "destroyed")
    return deny("no-such-instance", { facts: { instance } });
  const now = ports.clock();
  const isGood = known !== undefined && known.revoked === undefined && known.notAfter > now;
  if (kept !== undefined && isGood && !isDueAt(known, now)) {
    const { key, certificate } = kept;
    return { key, certificate };
  }
  return made(ports, { holder, owner: status.owner, replaces: isGood ? known : undefined });
}

type Making = {
  readonly holder: `instance:${string}`;
  readonly owner: NonNullable<Parameters<typeof certify>[1]["owner"]>;
  readonly replaces: Certificate | undefined;
};

async function made(ports: Ports, { holder, owner, replaces }: Making): Promise<KeptKey | Denial> {
  const wanted = {
    ...({ holder, role: "instance", owner } as const),
    ...(replaces !== undefined && { replaces: replaces.serial }),
  };
  const certified = await certify(ports, wanted, { actor: master, role: "operator" });
  if ("problem" in certified) return certified;
  const { key = "", certificate, chain, serial } = certified;
  const kept = { key, certificate: `${certificate}${chain}` };
  await ports.keptKeys?.keep(holder, serial, kept);
  return kept;
}

function noKeys(): Denial {
  return deny("no-such-certificate", { detail: "this Master keeps no keys of instances" });
}
