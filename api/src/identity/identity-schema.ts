/** The schema of each route of identities: it checks requests and describes the API. */
import { ActorId, IdentityRole, Instant, Region, Serial, Title } from "@partita/schemas";
import type { FastifySchema } from "fastify";
import { type Static, type TSchema, Type } from "typebox";
import { answered, closed, refused, tokenScheme } from "#api/route-schema.ts";

const pemCharactersMax = 16_384;
const Csr = Type.String({
  minLength: 1,
  maxLength: pemCharactersMax,
  description: "A certificate request (PKCS #10) in PEM; of its subject nothing is taken over.",
});

export const CertificateRequest = Type.Object(
  {
    csr: Csr,
    /** Instead of being known already. */
    enrolmentToken: Type.Optional(Type.String({ pattern: "^[\\x21-\\x7e]{1,512}$" })),
    /** With a token to register a computer: what it is called, and where it stands. */
    title: Type.Optional(Title),
    region: Type.Optional(Region),
    /** Without a token: for whom; absent: for whoever asks. */
    holder: Type.Optional(ActorId),
    role: Type.Optional(IdentityRole),
  },
  { additionalProperties: false },
);
export type CertificateRequest = Static<typeof CertificateRequest>;

const IssuedCertificate = Type.Object({
  holder: ActorId,
  /** The leaf, what leads from it to a root, and the roots to be trusted: each in PEM. */
  certificate: Type.String(),
  chain: Type.String(),
  roots: Type.String(),
  serial: Serial,
  notBefore: Instant,
  notAfter: Instant,
  /** From then on it may be renewed with the same key. */
  renewFrom: Instant,
});
export type IssuedCertificate = Static<typeof IssuedCertificate>;

const AuthorityAnswer = Type.Object({ roots: Type.String(), trusted: Type.Array(Type.String()) });

type Described = {
  readonly says: string;
  readonly status: "200" | "201";
  readonly answer: Record<string, unknown>;
  readonly body?: TSchema;
  readonly isPublic?: true;
};

function described(name: string, route: Described): FastifySchema {
  const { says, status, answer, body, isPublic } = route;
  return {
    operationId: name,
    summary: says,
    tags: ["identities"],
    security: isPublic ? [] : [{ [tokenScheme]: [] }],
    ...(body !== undefined ? { body } : { querystring: closed({}) }),
    response: { [status]: answer, default: refused },
  };
}

function octets(description: string, type: string): Record<string, unknown> {
  return { description, content: { [type]: { schema: Type.String() } } };
}

export const identitySchemas = {
  certificate: described("certify", {
    says: "Have a certificate for a key of one's own: by the token of an enrolment, or as known.",
    status: "201",
    body: CertificateRequest,
    answer: answered("Issued, and recorded.", IssuedCertificate),
  }),
  renewal: described("renew-certificate", {
    says: "Have the certificate renewed that the connection shows.",
    status: "201",
    body: closed({ csr: Csr }),
    answer: answered("Issued, and recorded.", IssuedCertificate),
  }),
  authority: described("authority", {
    says: "Which certificates does this Master issue from?",
    status: "200",
    answer: answered("Roots to trust, and all that is still good.", AuthorityAnswer),
    isPublic: true,
  }),
  revocations: described("revocation-list", {
    says: "Which certificates were revoked, and have not expired yet?",
    status: "200",
    answer: octets("A CRL (RFC 5280) in DER.", "application/pkix-crl"),
    isPublic: true,
  }),
  revocationsText: described("revocation-list-pem", {
    says: "The revocation list in PEM.",
    status: "200",
    answer: octets("A CRL (RFC 5280) in PEM.", "application/x-pem-file"),
    isPublic: true,
  }),
} as const;
