/** The schema of each route of the log: it checks requests and describes the API. */

import { Position } from "@partita/schemas";
import {
  ConsistencyProof,
  Count,
  InclusionProof,
  KeptCheckpoints,
  LeafPlaces,
} from "@partita/schemas/log/answers.ts";
import { AuditPage } from "@partita/schemas/log/audit.ts";
import { Evidence } from "@partita/schemas/log/evidence.ts";
import type { FastifySchema } from "fastify";
import { type TProperties, type TSchema, Type } from "typebox";
import { answered, closed, refused, tokenScheme } from "#api/route-schema.ts";

/** `<command>/<index>`: a command's id is a key of a caller, or made by the house. */
const MovementId = Type.String({ minLength: 1, maxLength: 512 });
const tilePath = {
  "*": Type.String({
    description: "The tile's index in threes of digits, and its width when it is partial.",
    examples: ["x001/x234/067", "x001/x234/067.p/8"],
  }),
};

type Described = {
  readonly says: string;
  readonly answer: Record<string, unknown>;
  readonly params?: TProperties;
  readonly query?: TProperties;
  readonly isPublic?: true;
};

function described(name: string, route: Described): FastifySchema {
  const { says, answer, params, query = {}, isPublic } = route;
  return {
    operationId: name,
    summary: says,
    tags: ["log"],
    security: isPublic ? [] : [{ [tokenScheme]: [] }],
    ...(params !== undefined && { params: closed(params) }),
    querystring: closed(query),
    response: { "200": answer, default: refused },
  };
}

function octets(description: string, type: string): Record<string, unknown> {
  return { description, content: { [type]: { schema: Type.String() } } };
}

function json(schema: TSchema): Record<string, unknown> {
  return answered("The answer.", schema);
}

export const logSchemas = {
  checkpoint: described("log-checkpoint", {
    says: "How large is the log, and what is its root? Signed by the Master.",
    answer: octets("A signed note (C2SP tlog-checkpoint).", "text/plain"),
    isPublic: true,
  }),
  checkpoints: described("log-checkpoints", {
    says: "Which checkpoints did the Master ever sign?",
    answer: json(KeptCheckpoints),
    query: { after: Type.Optional(Count) },
    isPublic: true,
  }),
  key: described("log-key", {
    says: "By which key are checkpoints checked?",
    answer: octets("name+hash+key (C2SP signed-note).", "text/plain"),
    isPublic: true,
  }),
  tile: described("log-tile", {
    says: "Which hashes stand in this tile of the tree?",
    answer: octets("32 octets per hash (C2SP tlog-tiles).", "application/octet-stream"),
    params: { level: Type.String({ pattern: "^\\d$" }), ...tilePath },
    isPublic: true,
  }),
  entries: described("log-entries", {
    says: "What is stored now where these leaves stood, in canonical text?",
    answer: octets("One line of JSON per movement: position and leaf.", "application/x-ndjson"),
    params: tilePath,
  }),
  leaves: described("log-leaves", {
    says: "Which movements entered the tree here, and where did they stand?",
    answer: json(LeafPlaces),
    params: tilePath,
  }),
  inclusion: described("log-inclusion", {
    says: "Does this movement stand in the tree?",
    answer: json(InclusionProof),
    query: {
      movement: Type.Optional(MovementId),
      index: Type.Optional(Count),
      size: Type.Optional(Count),
    },
    isPublic: true,
  }),
  consistency: described("log-consistency", {
    says: "Is the older tree the beginning of the newer one?",
    answer: json(ConsistencyProof),
    query: { from: Count, to: Type.Optional(Count) },
    isPublic: true,
  }),
  evidence: described("log-evidence", {
    says: "What proves that this movement stands in the log?",
    answer: json(Evidence),
    query: { movement: MovementId, since: Type.Optional(Count) },
  }),
  audit: described("log-audit", {
    says: "Is the stored table as the ledger wrote it?",
    answer: json(AuditPage),
    query: { after: Type.Optional(Position) },
  }),
} as const;
