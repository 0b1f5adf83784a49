/** The limit: a bare fastify that answers the same number of bytes, and does nothing else. */
import { readFileSync } from "node:fs";
import { fastify } from "fastify";

const type = "text/xml; charset=utf-8";
const tag = '"1"';

const app = fastify();
app.addContentTypeParser(
  "application/x-www-form-urlencoded",
  { parseAs: "string" },
  (_request, body, done) => done(null, body),
);
const answers = new Map<string, Buffer>();
const bodyOf = (path: string): Buffer => {
  const known = answers.get(path) ?? readFileSync(path);
  answers.set(path, known);
  return known;
};
app.post<{ Querystring: { file: string } }>("/answer", async ({ query }, reply) =>
  reply.type(type).send(bodyOf(query.file)),
);
app.get<{ Querystring: { file: string } }>("/answer", async ({ query, headers }, reply) => {
  reply.header("etag", tag).header("cache-control", "public, max-age=1");
  return headers["if-none-match"] === tag
    ? reply.code(304).send()
    : reply.type(type).send(bodyOf(query.file));
});
console.log(await app.listen({ host: "127.0.0.1", port: Number(process.argv[2] ?? 0) }));
