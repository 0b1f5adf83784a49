/** Proofs of inclusion and consistency, as JSON; hashes only, hence public. */
import type { MerkleLog } from "@partita/ledger";
import type { ConsistencyProof, InclusionProof } from "@partita/schemas/log/answers.ts";
import type { FastifyInstance } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import { countAsked } from "#api/log/asked.ts";
import { logSchemas } from "#api/log/log-schema.ts";
import { type Denial, deny } from "#api/problems.ts";

type InclusionAsked = {
  readonly movement?: string;
  readonly index?: string;
  readonly size?: string;
};
type ConsistencyAsked = { readonly from: string; readonly to?: string };

export function routeProofs(app: FastifyInstance, merkle: MerkleLog): void {
  const { inclusion, consistency } = logSchemas;
  app.get<{ Querystring: InclusionAsked }>(
    "/v1/log/proof/inclusion",
    { schema: inclusion },
    async (request, reply) => {
      const proof = await proveInclusion(merkle, request.query);
      return "problem" in proof ? answerDenial(request, reply, proof) : reply.send(proof);
    },
  );
  app.get<{ Querystring: ConsistencyAsked }>(
    "/v1/log/proof/consistency",
    { schema: consistency },
    async (request, reply) => {
      const proof = await proveConsistency(merkle, request.query);
      return "problem" in proof ? answerDenial(request, reply, proof) : reply.send(proof);
    },
  );
}

async function proveInclusion(
  merkle: MerkleLog,
  asked: InclusionAsked,
): Promise<InclusionProof | Denial> {
  const { movement } = asked;
  if ((movement === undefined) === (asked.index === undefined))
    return deny("schema-mismatch", { detail: "either movement or index is needed" });
  const found = movement === undefined ? undefined : await merkle.find(movement);
  if (found === "unknown") return deny("no-such-leaf", { facts: { movement: movement ?? "" } });
  if (found === "behind") return deny("tree-behind");
  const index = found?.index ?? Number(asked.index);
  const size = await sizeOf(merkle, countAsked(asked.size));
  if (typeof size !== "number") return size;
  const facts = { index: `${index}`, size: `${size}` };
  // Without a size asked for, the next checkpoint will cover the leaf, if there is one.
  if (index >= size)
    return deny(asked.size === undefined && found !== undefined ? "tree-behind" : "no-such-leaf", {
      facts,
    });
  const [root, leaf, path] = await Promise.all([
    merkle.root(size),
    merkle.leafHash(index),
    merkle.inclusion(index, size),
  ]);
  return { index, size, leaf: text(leaf), root: text(root), path: path.map(text) };
}

async function proveConsistency(
  merkle: MerkleLog,
  asked: ConsistencyAsked,
): Promise<ConsistencyProof | Denial> {
  const from = Number(asked.from);
  const to = await sizeOf(merkle, countAsked(asked.to));
  if (typeof to !== "number") return to;
  if (from > to) {
    const detail = `a tree of ${from} leaves is not the beginning of one of ${to}`;
    return deny("schema-mismatch", { detail });
  }
  const path = from === 0 ? [] : await merkle.consistency(from, to);
  return { from, to, path: path.map(text) };
}

/** The size asked for, or that of the last checkpoint. */
async function sizeOf(merkle: MerkleLog, asked: number | undefined): Promise<number | Denial> {
  if (asked === undefined) return (await merkle.checkpoint()).size;
  const { size } = await merkle.head();
  if (asked <= size) return asked;
  return deny("tree-behind", { facts: { asked: `${asked}`, size: `${size}` } });
}

function text(hash: Buffer): string {
  return hash.toString("base64");
}
