/** The leaves themselves, for those who may read everything. */
import type { MerkleLog } from "@partita/ledger";
import type { Entry, LeafPlaces } from "@partita/schemas/log/answers.ts";
import { tileHashesMax } from "@partita/schemas/log/tile-path.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import type { Authentication } from "#api/authenticate.ts";
import { denyLog } from "#api/authorise.ts";
import { type TilePath, tileAsked } from "#api/log/asked.ts";
import { logSchemas } from "#api/log/log-schema.ts";
import { type Denial, deny } from "#api/problems.ts";

type Route = { Params: TilePath };
type Range = { readonly from: number; readonly count: number };

export function routeEntries(
  app: FastifyInstance,
  merkle: MerkleLog,
  { hook, identityOf }: Authentication,
): void {
  const asked = async (request: FastifyRequest<Route>): Promise<Range | Denial> =>
    denyLog("entries", identityOf(request)) ?? rangeIn(merkle, request.params);

  const { entries, leaves } = logSchemas;
  app.get<Route>("/v1/log/entries/*", { schema: entries, onRequest: hook }, async (...exchange) => {
    const [request, reply] = exchange;
    const range = await asked(request);
    if ("problem" in range) return answerDenial(request, reply, range);
    const lines: string[] = [];
    for await (const { position, leaf } of merkle.entries(range.from, range.count))
      lines.push(`${JSON.stringify({ position: `${position}`, leaf } satisfies Entry)}\n`);
    return reply.type("application/x-ndjson").header("cache-control", fresh).send(lines.join(""));
  });
  app.get<Route>("/v1/log/leaves/*", { schema: leaves, onRequest: hook }, async (...exchange) => {
    const [request, reply] = exchange;
    const range = await asked(request);
    if ("problem" in range) return answerDenial(request, reply, range);
    const places = await merkle.places(range.from, range.count);
    const page: LeafPlaces = {
      leaves: places.map(({ position, movement }, place) => ({
        index: range.from + place,
        position: `${position}`,
        movement,
      })),
    };
    return reply.header("cache-control", fresh).send(page);
  });
}

/** Whoever asks wants to know what is stored now: that is the point of asking. */
const fresh = "private, no-store";

async function rangeIn(merkle: MerkleLog, path: TilePath): Promise<Range | Denial> {
  const tile = tileAsked("0", path);
  if ("problem" in tile) return tile;
  const from = tile.index * tileHashesMax;
  const { size } = await merkle.head();
  if (from + tile.width > size)
    return deny("no-such-tile", { facts: { tile: path["*"], size: `${size}` } });
  return { from, count: tile.width };
}
