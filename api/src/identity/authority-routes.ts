/** What anybody needs to check our certificates: roots and the revocation list. Public. */
import type { Authority, RevocationList } from "@partita/certificates";
import { listRevoked } from "@partita/projections/identities/query.ts";
import type { Certificate } from "@partita/schemas";
import type { FastifyInstance } from "fastify";
import { identitySchemas } from "#api/identity/identity-schema.ts";
import { authorityCacheSeconds } from "#api/limits.ts";
import { sendCached } from "#api/log/cached.ts";
import type { Ports } from "#api/ports.ts";

const keep = `public, max-age=${authorityCacheSeconds}`;

export function routeAuthority(app: FastifyInstance, ports: Ports, authority: Authority): void {
  app.get("/v1/authority", { schema: identitySchemas.authority }, (request, reply) => {
    const content = JSON.stringify({ roots: authority.roots(), trusted: authority.trusted() });
    return sendCached(request, reply, { content, type: "application/json", keep });
  });
  const revocations = revocationList(ports, authority);
  app.get("/v1/authority/crl", { schema: identitySchemas.revocations }, async (request, reply) => {
    const content = Buffer.from((await revocations()).der);
    return sendCached(request, reply, { content, type: "application/pkix-crl", keep });
  });
  const { revocationsText: schema } = identitySchemas;
  app.get("/v1/authority/crl.pem", { schema }, async (request, reply) => {
    const content = (await revocations()).pem;
    return sendCached(request, reply, { content, type: "application/x-pem-file", keep });
  });
}

type Signed = { readonly list: RevocationList; readonly serials: string; readonly at: number };

/**
 * Signed anew when it changed or has grown old, and looked up once for all who ask meanwhile:
 * strangers make us neither sign nor read as they like.
 */
function revocationList({ rows, clock }: Ports, authority: Authority) {
  let last: Signed | undefined;
  let underWay: Promise<RevocationList> | undefined;
  const look = async (): Promise<RevocationList> => {
    const now = clock();
    const revoked = await rows.read((reader) => listRevoked(reader, now));
    const serials = revoked.map(({ serial }) => serial).join(" ");
    const isFresh = last?.serials === serials && isRecent(last.at, now);
    if (last === undefined || !isFresh) {
      const list = await authority.crl(revoked.flatMap(lineOf), now);
      last = { list, serials, at: Date.parse(now) };
    }
    return last.list;
  };
  return (): Promise<RevocationList> => {
    underWay ??= look().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

function isRecent(at: number, now: string): boolean {
  return Date.parse(now) - at < authorityCacheSeconds * 1000;
}

function lineOf({ serial, revoked }: Certificate) {
  return revoked === undefined ? [] : [{ serial, revokedAt: revoked.at, reason: revoked.reason }];
}
