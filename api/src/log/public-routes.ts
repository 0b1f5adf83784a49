/** Checkpoints, the key and tiles: public, since hashes tell nothing and promises are for all. */
import type { MerkleLog } from "@partita/ledger";
import { checkpointsPageMax, type KeptCheckpoints } from "@partita/schemas/log/answers.ts";
import type { FastifyInstance } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import { checkpointCacheSeconds } from "#api/limits.ts";
import { countAsked, type TilePath, tileAsked } from "#api/log/asked.ts";
import { forever, sendCached } from "#api/log/cached.ts";
import { logSchemas } from "#api/log/log-schema.ts";
import { deny } from "#api/problems.ts";

const note = "text/plain; charset=utf-8";
const shortly = `public, max-age=${checkpointCacheSeconds}`;

export function routePublicLog(app: FastifyInstance, merkle: MerkleLog): void {
  app.get("/v1/log/key", { schema: logSchemas.key }, (request, reply) =>
    sendCached(request, reply, { content: `${merkle.key}\n`, type: note, keep: shortly }),
  );
  app.get("/v1/log/checkpoint", { schema: logSchemas.checkpoint }, async (request, reply) => {
    const { note: content } = await merkle.checkpoint();
    return sendCached(request, reply, { content, type: note, keep: shortly });
  });
  routeCheckpoints(app, merkle);
  routeTiles(app, merkle);
}

function routeCheckpoints(app: FastifyInstance, merkle: MerkleLog): void {
  type Route = { Querystring: { after?: string } };
  const { checkpoints: schema } = logSchemas;
  app.get<Route>("/v1/log/checkpoints", { schema }, async (request, reply) => {
    const after = countAsked(request.query.after) ?? -1;
    const kept = await merkle.checkpoints(after, checkpointsPageMax);
    const page: KeptCheckpoints = { checkpoints: kept.map(({ note: text }) => text) };
    const content = JSON.stringify(page);
    return sendCached(request, reply, { content, type: "application/json", keep: shortly });
  });
}

function routeTiles(app: FastifyInstance, merkle: MerkleLog): void {
  type Route = { Params: TilePath & { readonly level: string } };
  const { tile: schema } = logSchemas;
  app.get<Route>("/v1/log/tile/:level/*", { schema }, async (request, reply) => {
    const asked = tileAsked(request.params.level, request.params);
    if ("problem" in asked) return answerDenial(request, reply, asked);
    const content = await merkle.tile(asked.level, asked.index, asked.width);
    if (content === undefined) {
      const facts = { level: `${asked.level}`, index: `${asked.index}`, width: `${asked.width}` };
      return answerDenial(request, reply, deny("no-such-tile", { facts }));
    }
    // A prefix of a tile never changes either: leaves are only ever added.
    return sendCached(request, reply, { content, type: "application/octet-stream", keep: forever });
  });
}
