/** Answers whether an identity may do what it asks for, and if not, which rule says so. */
import type { CommandKind, QueryName, Role } from "@partita/schemas";
import { mayAsk, mayReadLog, maySend } from "#api/authorisation.ts";
import type { Identity } from "#api/identities.ts";
import { positionMillisecondsMax } from "#api/limits.ts";
import { certifying, maySlap, type SlapEndpoint } from "#api/may-slap.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny, type ProblemCode } from "#api/problems.ts";
import { type Asking, type Reach, reaches } from "#api/reach.ts";
import { type Access, denyScope, denyWider, everyScope } from "#api/scopes.ts";
import { type Seeing, sights } from "#api/sight.ts";

/** Denials that no rule is behind: the thing is not there, or the agent is not in charge. */
const plain: ReadonlySet<string> = new Set<ProblemCode>([
  "agent-not-in-charge",
  "no-such-certificate",
  "no-such-computer",
  "no-such-enrolment",
  "no-such-offer",
  "no-such-token",
  "no-such-webhook",
  "too-many-webhooks",
]);

/** Undefined: the command may go on to the ledger. */
export async function denySending(
  ports: Pick<Ports, "store" | "rows">,
  kind: CommandKind,
  asking: Asking,
): Promise<Denial | undefined> {
  const { role } = asking.identity;
  const reach = maySend[kind][role];
  if (reach === undefined) return notInRole(kind, role, Object.keys(maySend[kind]));
  const unscoped = denyScope(asking.identity, "write", kind);
  return unscoped ?? judged(ports, asking, { reach, asked: kind });
}

/**
 * Undefined: this endpoint of SLAP may be called about what `to` names (`computer`, `instance`).
 * A command that follows is judged by its own row too.
 */
export async function denySlap(
  ports: Pick<Ports, "store" | "rows">,
  endpoint: SlapEndpoint,
  { access, ...asking }: Asking & { readonly access: Access },
): Promise<Denial | undefined> {
  const row = maySlap[endpoint];
  if (row === "public") return undefined;
  const { role } = asking.identity;
  const reach = row[role];
  if (reach === undefined) return notInRole(endpoint, role, Object.keys(row));
  const unscoped =
    denyScope(asking.identity, access, endpoint) ??
    (certifying.has(endpoint) ? denyWider(asking.identity, everyScope) : undefined);
  return unscoped ?? judged(ports, asking, { reach, asked: endpoint });
}

type Rule = { readonly reach: Reach; readonly asked: string };

async function judged(
  { store, rows }: Pick<Ports, "store" | "rows">,
  asking: Asking,
  rule: Rule,
): Promise<Denial | undefined> {
  const { judge } = reaches[rule.reach];
  const look = () => rows.read((reader) => judge(asking, { rows: reader, store }));
  if ((await look()) === undefined) return undefined;
  // The projections may not know yet what would allow it: nobody is denied because of their delay.
  const caughtUp = await rows.reached(await store.head(), positionMillisecondsMax);
  if (!caughtUp) return deny("projection-behind");
  const denial = await look();
  if (denial === undefined || plain.has(denial.problem.code)) return denial;
  return explained(denial, asking.identity.role, rule);
}

/** How much this identity may see of a query that is not public. */
export function sightOf(query: QueryName, identity: Identity): { seeing: Seeing } | Denial {
  const allowed = mayAsk[query];
  if (allowed === "public") return { seeing: { identity, sight: "everything" } };
  const sight = allowed[identity.role];
  if (sight === undefined) return notInRole(query, identity.role, Object.keys(allowed));
  return denyScope(identity, "read", query) ?? { seeing: { identity, sight } };
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
export function denyLog(part: keyof typeof mayReadLog, identity: Identity): Denial | undefined {
  const { role } = identity;
  const roles: readonly Role[] = mayReadLog[part];
  if (!roles.includes(role)) return notInRole(`the log's ${part}`, role, roles);
  return denyScope(identity, "read", `log-${part}`);
}

function notInRole(asked: string, role: Role, roles: readonly string[]): Denial {
  const who = roles.length > 0 ? `whoever is ${roles.join(", ")}` : "the house itself";
  return deny("forbidden", { detail: `${asked} is only for ${who}`, facts: { role, asked } });
}

function explained({ problem }: Denial, role: Role, { reach, asked }: Rule): Denial {
  // What is forbidden for a reason of its own keeps it: a scope, an agent, a host.
  const detail = problem.detail ?? `as ${role} it may ${asked} on ${reaches[reach].says}`;
  return { problem: { ...problem, detail, facts: { ...problem.facts, role, rule: reach } } };
}
