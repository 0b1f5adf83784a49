/** Takes certificate requests over HTTP: by the token of an enrolment, as known, or to renew. */
import { findCertificate } from "@partita/projections/identities/query.ts";
import type { Role } from "@partita/schemas";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import type { Authentication } from "#api/authenticate.ts";
import { denySending } from "#api/authorise.ts";
import type { Identity } from "#api/identities.ts";
import { certifyByToken, registerByToken } from "#api/identity/by-token.ts";
import { type Certified, certify, type Wanted } from "#api/identity/certify.ts";
import { dueFrom, isDueAt } from "#api/identity/due.ts";
import {
  type CertificateRequest,
  type IssuedCertificate,
  identitySchemas,
} from "#api/identity/identity-schema.ts";
import { ownerOf } from "#api/identity/owner-of.ts";
import { certificateRequestBytesMax } from "#api/limits.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

type Issued = { readonly holder: Wanted["holder"]; readonly certified: Certified };

export function routeCertificates(
  app: FastifyInstance,
  ports: Ports,
  { hook, identify, identityOf }: Authentication,
): void {
  const bodyLimit = certificateRequestBytesMax;
  const { certificate, renewal } = identitySchemas;
  app.post<{ Body: CertificateRequest }>(
    "/v1/certificates",
    { schema: certificate, bodyLimit },
    async (request, reply) => {
      const { enrolmentToken: token, ...asked } = request.body;
      if (token !== undefined)
        return answer(ports, request, reply, await enrol(ports, token, asked));
      const identity = await identify(request);
      const issued = "problem" in identity ? identity : await issue(ports, identity, asked);
      return answer(ports, request, reply, issued);
    },
  );
  app.post<{ Body: { csr: string } }>(
    "/v1/certificates/renewal",
    { schema: renewal, bodyLimit, onRequest: hook },
    async (request, reply) =>
      answer(ports, request, reply, await renew(ports, identityOf(request), request.body.csr)),
  );
}

type Asked = Omit<CertificateRequest, "enrolmentToken">;

/** A title makes it the registration of a computer. */
async function enrol(
  ports: Ports,
  token: string,
  { csr, title, region }: Asked,
): Promise<Issued | Denial> {
  if (title === undefined) return certifyByToken(ports, { token, csr });
  const found = await registerByToken(ports, { token, title, region, csr });
  if ("problem" in found) return found;
  return { holder: `computer:${found.computer}`, certified: found.certified };
}

/** Whoever may enrol somebody may as well certify it: the same row of the table decides. */
async function issue(
  ports: Ports,
  identity: Identity,
  { csr, holder = identity.actor, role = identity.role }: Asked,
): Promise<Issued | Denial> {
  const detail = { holder, role, purpose: "certificate" };
  const denial = await denySending(ports, "issue-enrolment", { identity, detail, to: {} });
  if (denial !== undefined) return denial;
  const owner = await ports.rows.read((rows) => ownerOf(rows, holder));
  // A role that the schema let through is one of the roles.
  const wanted = { holder, role: role as Role, owner, csr };
  const certified = await certify(ports, wanted, identity);
  return "problem" in certified ? certified : { holder, certified };
}

/**
 * The old one stays good until it expires, so that nothing breaks off. In the first two thirds of
 * its life another key is taken, but the same is not: whoever asks so has lost count.
 */
async function renew(ports: Ports, identity: Identity, csr: string): Promise<Issued | Denial> {
  const { shown, actor: holder, role } = identity;
  if (shown === undefined || !("certificate" in shown))
    return deny("certificate-not-good", { detail: "show the certificate that is to be renewed" });
  const { certificate: serial } = shown;
  const { known, owner } = await ports.rows.read(async (rows) => ({
    known: await findCertificate(rows, serial),
    owner: await ownerOf(rows, holder),
  }));
  if (known === undefined) return deny("no-such-certificate", { facts: { certificate: serial } });
  const early = isDueAt(known, ports.clock()) ? undefined : known;
  const wanted = { holder, role, owner, csr, replaces: serial };
  const certified = await certify(ports, wanted, identity, (signed) =>
    early?.publicKey === signed.publicKey ? tooEarly(early) : undefined,
  );
  return "problem" in certified ? certified : { holder, certified };
}

function tooEarly(life: Parameters<typeof dueFrom>[0]): Denial {
  const renewFrom = dueFrom(life);
  const detail = `it may be renewed from ${renewFrom} on, or now with another key`;
  return deny("certificate-active", { detail, facts: { renewFrom } });
}

function answer(
  { authority }: Ports,
  request: FastifyRequest,
  reply: FastifyReply,
  issued: Issued | Denial,
): FastifyReply {
  if ("problem" in issued) return answerDenial(request, reply, issued);
  const { holder, certified } = issued;
  const { certificate, chain, serial, notBefore, notAfter } = certified;
  const body: IssuedCertificate = {
    ...{ holder, certificate, chain, roots: authority?.roots() ?? "" },
    ...{ serial, notBefore, notAfter, renewFrom: dueFrom(certified) },
  };
  return reply.code(201).header("cache-control", "no-store").send(body);
}
