/** What may be done with certificates, enrolments and tokens: one's own, and those of what is. */
import type { RowReader } from "@partita/projections";
import {
  findCertificate,
  findEnrolment,
  findToken,
} from "@partita/projections/identities/query.ts";
import type { Identity } from "#api/identities.ts";
import { ownerOf } from "#api/identity/owner-of.ts";
import { type Denial, deny } from "#api/problems.ts";
import type { Asking, Looking } from "#api/reach.ts";
import { denyWider, everyScope } from "#api/scopes.ts";

type Judged = Promise<Denial | undefined>;
type Whose = { readonly holder: string; readonly role: string; readonly owner: string };

/** For itself, for its computers, and an organisation for its accountants. */
export async function ownIdentity(asking: Asking, { rows }: Looking): Judged {
  const { holder, role } = asking.detail;
  const { actor } = asking.identity;
  const given = { holder: String(holder), role: String(role) };
  const owner = given.holder === actor ? actor : await ownerOf(rows, given.holder);
  if (owner === undefined || !isIts(asking.identity, { ...given, owner }))
    return deny("not-yours", { facts: given });
  return widened(asking);
}

/** Whoever runs the house: for anybody, in any role; but by no token that may less. */
export async function anyIdentity(asking: Asking): Judged {
  return widened(asking);
}

function widened({ identity, detail }: Asking): Denial | undefined {
  // A certificate is limited to nothing.
  return denyWider(identity, Array.isArray(detail.scopes) ? detail.scopes.map(String) : everyScope);
}

/** Also every certificate of a holder at once, if that one is its own. */
export async function ownCertificate(asking: Asking, { rows }: Looking): Judged {
  const { certificate = "" } = asking.to;
  const { identity, detail } = asking;
  if (certificate !== "all") {
    const found = await findCertificate(rows, certificate);
    return isItsOwn(identity, found)
      ? undefined
      : deny("no-such-certificate", { facts: { certificate } });
  }
  const holder = String(detail.holder ?? identity.actor);
  // Of one actor in several roles all would go, of which only the first is its to end.
  const isWhole = holder === identity.actor && isPrincipal(identity);
  const isOwned = isPrincipal(identity) && (await ownerOf(rows, holder)) === identity.actor;
  return isWhole || isOwned ? undefined : deny("not-yours", { facts: { holder } });
}

export async function ownEnrolment({ identity, to }: Asking, { rows }: Looking): Judged {
  const { enrolment = "" } = to;
  const found = await findEnrolment(rows, enrolment);
  return isItsOwn(identity, found)
    ? undefined
    : deny("no-such-enrolment", { facts: { enrolment } });
}

export async function ownToken({ identity, to }: Asking, { rows }: Looking): Judged {
  const { token = "" } = to;
  const found = await findToken(rows, token);
  return isItsOwn(identity, found) ? undefined : deny("no-such-token", { facts: { token } });
}

export async function anyCertificate({ to, detail }: Asking, { rows }: Looking): Judged {
  const { certificate = "" } = to;
  if (certificate === "all")
    return detail.holder === undefined ? deny("no-such-certificate") : undefined;
  return absent(rows, findCertificate, "no-such-certificate", { certificate });
}

export async function anyEnrolment({ to }: Asking, { rows }: Looking): Judged {
  const { enrolment = "" } = to;
  return absent(rows, findEnrolment, "no-such-enrolment", { enrolment });
}

export async function anyToken({ to }: Asking, { rows }: Looking): Judged {
  const { token = "" } = to;
  return absent(rows, findToken, "no-such-token", { token });
}

async function absent(
  rows: RowReader,
  find: (rows: RowReader, reference: string) => Promise<object | undefined>,
  code: "no-such-certificate" | "no-such-enrolment" | "no-such-token",
  facts: Readonly<Record<string, string>>,
): Judged {
  const [reference = ""] = Object.values(facts);
  return (await find(rows, reference)) === undefined ? deny(code, { facts }) : undefined;
}

function isItsOwn(identity: Identity, found: Whose | undefined): boolean {
  return found !== undefined && isIts(identity, found);
}

/** What is an organisation's in another role than that of whoever asks is not that one's. */
export function isIts(identity: Identity, { holder, role, owner }: Whose): boolean {
  const { actor, role: ownRole } = identity;
  if (holder === actor) return role === ownRole || (isPrincipal(identity) && role === "accountant");
  const isThing = holder.startsWith("computer:") || holder.startsWith("instance:");
  return isThing && isPrincipal(identity) && owner === actor && holder.startsWith(`${role}:`);
}

/** Who speaks for itself, rather than in an office. */
function isPrincipal({ role }: Identity): boolean {
  return ["person", "organisation", "computer", "instance"].includes(role);
}
