/** What is answered of certificates, enrolments and tokens: to their holders and their owners. */
import {
  type IdentityFilter,
  listCertificates,
  listEnrolments,
  listTokens,
} from "@partita/projections/identities/query.ts";
import type { ActorId, QueryName } from "@partita/schemas";
import type { Asked } from "#api/answers.ts";
import { isIts } from "#api/reaches/identities.ts";
import type { Seeing } from "#api/sight.ts";

type Asking<N extends QueryName> = Pick<Asked<N>, "parameters" | "seeing" | "rows">;

export async function certificates({ parameters, seeing, rows }: Asking<"certificates">) {
  const found = await all(seeing, parameters, (filter) => listCertificates(rows, filter));
  return { certificates: unique(found, ({ serial }) => serial) };
}

export async function enrolments({ parameters, seeing, rows }: Asking<"enrolments">) {
  const found = await all(seeing, parameters, (filter) => listEnrolments(rows, filter));
  return { enrolments: unique(found, ({ enrolment }) => enrolment).map(withoutHash) };
}

export async function tokens({ parameters, seeing, rows }: Asking<"tokens">) {
  const found = await all(seeing, parameters, (filter) => listTokens(rows, filter));
  return { tokens: unique(found, ({ token }) => token).map(withoutHash) };
}

type Whose = { readonly holder: string; readonly role: string; readonly owner: string };

/** Of what is its own, what is asked for; somebody else's is not there for it. */
async function all<Row extends Whose>(
  { identity, sight }: Seeing,
  { holder }: { readonly holder?: ActorId },
  list: (filter: IdentityFilter) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  if (sight === "everything") return list({ holder });
  const { actor } = identity;
  const filters = holder === undefined ? [{ holder: actor }, { owner: actor }] : [{ holder }];
  const lists = await Promise.all(filters.map(list));
  return lists.flat().filter((row) => isIts(identity, row));
}

/** Nobody needs it who does not have the token, and who has it needs no hash. */
export function withoutHash<Row extends { readonly tokenHash: string }>({
  tokenHash: _,
  ...row
}: Row): Omit<Row, "tokenHash"> {
  return row;
}

function unique<Row>(rows: readonly Row[], key: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}
