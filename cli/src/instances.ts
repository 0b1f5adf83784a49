/** Finds an instance by what people call it, its title, or by its reference. */
import type { Client, InstanceStatus, QueryAnswer } from "@partita/schemas";
import { UsageError } from "./usage-error.ts";

/** References are made by the ledger in this form; anything else is a title. */
const reference = /^INST-[0-9A-Z]{10}$/;

export async function referenceOf(master: Client, name: string): Promise<string> {
  if (reference.test(name)) return name;
  const found = await findByTitle(master, name);
  if (found !== undefined) return found.instance;
  throw new UsageError(`No instance is called "${name}"; partita status lists those there are.`);
}

export async function askStatus(
  master: Client,
  name: string,
): Promise<QueryAnswer<"instance-status">> {
  return master.ask("instance-status", { instance: await referenceOf(master, name) });
}

/**
 * The living one before a destroyed one, and a root before a child. Two as good as each other: the
 * caller must choose.
 */
export async function findByTitle(
  master: Client,
  title: string,
): Promise<InstanceStatus | undefined> {
  const { instances } = await master.ask("instances", { title });
  const ranked = instances.toSorted((left, right) => rank(left) - rank(right));
  const [best, next] = ranked;
  if (best === undefined || next === undefined || rank(best) !== rank(next)) return best;
  const equals = ranked.filter((one) => rank(one) === rank(best)).map(({ instance }) => instance);
  throw new UsageError(`Several instances are called "${title}": choose of ${equals.join(", ")}.`);
}

function rank({ phase, requester }: InstanceStatus): number {
  return (phase === "destroyed" ? 2 : 0) + (requester === undefined ? 0 : 1);
}
