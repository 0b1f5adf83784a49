/** Answers whether an identity may do what it asks for, and if not, which rule says so. */
import type { CommandKind, QueryName, Role } from "@partita/schemas";
import { mayAsk, mayReadLog, maySend } from "#api/authorisation.ts";
import type { Identity } from "#api/identities.ts";
import { positionMillisecondsMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny, type ProblemCode } from "#api/problems.ts";
import { type Asking, type Reach, reaches } from "#api/reach.ts";
import { type Seeing, sights } from "#api/sight.ts";

/** Denials that no rule is behind: the thing is not there, or the agent is not in charge. */
const plain: ReadonlySet<string> = new Set<ProblemCode>([
  "agent-not-in-charge",
  "no-such-computer",
  "no-such-offer",
  "no-such-webhook",
  "too-many-webhooks",
]);

/** Undefined: the command may go on to the ledger. */
export async function denySending(
  { store, rows }: Ports,
  kind: CommandKind,
  asking: Asking,
): Promise<Denial | undefined> {
  const { role } = asking.identity;
  const reach = maySend[kind][role];
  if (reach === undefined) return notInRole(kind, role, reachesOf(kind));
  const look = () => rows.read((reader) => reaches[reach].judge(asking, { rows: reader, store }));
  if ((await look()) === undefined) return undefined;
  // The projections may not know yet what would allow it: nobody is denied because of their delay.
  const caughtUp = await rows.reached(await store.head(), positionMillisecondsMax);
  if (!caughtUp) return deny("projection-behind");
  const denial = await look();
  if (denial === undefined || plain.has(denial.problem.code)) return denial;
  return explained(denial, kind, { role, reach });
}

/** How much this identity may see of a query that is not public. */
export function sightOf(query: QueryName, identity: Identity): { seeing: Seeing } | Denial {
  const allowed = mayAsk[query];
  if (allowed === "public") return { seeing: { identity, sight: "everything" } };
  const sight = allowed[identity.role];
  return sight === undefined
    ? notInRole(query, identity.role, Object.keys(allowed))
    : { seeing: { identity, sight } };
}

/** The denial of one thing to an identity that may ask for others of its kind. */
export function denySight(query: QueryName, { identity, sight }: Seeing): Denial {
  const { role } = identity;
  return deny("forbidden", {
    detail: `as ${role} it may ask for ${query} of ${sights[sight]} only`,
    facts: { role, query, rule: sight },
  });
}

/** Undefined: this part of the Merkle log may be read. */
export function denyLog(part: keyof typeof mayReadLog, { role }: Identity): Denial | undefined {
  const roles: readonly Role[] = mayReadLog[part];
  return roles.includes(role) ? undefined : notInRole(`the log's ${part}`, role, roles);
}

function reachesOf(kind: CommandKind): readonly string[] {
  return Object.keys(maySend[kind]);
}

function notInRole(asked: string, role: Role, roles: readonly string[]): Denial {
  const who = roles.length > 0 ? `whoever is ${roles.join(", ")}` : "the house itself";
  return deny("forbidden", { detail: `${asked} is only for ${who}`, facts: { role, asked } });
}

function explained(
  { problem }: Denial,
  kind: CommandKind,
  { role, reach }: { readonly role: Role; readonly reach: Reach },
): Denial {
  const detail = `as ${role} it may ${kind} on ${reaches[reach].says}`;
  return { problem: { ...problem, detail, facts: { ...problem.facts, role, rule: reach } } };
}
