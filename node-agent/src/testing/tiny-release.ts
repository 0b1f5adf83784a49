/**
 * The smallest release that serves something, as a directory on disk, for tests of a whole agent.
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const program = `
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
const { port, greeting } = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.on("SIGTERM", () => process.exit(0));
createServer((_, reply) => reply.end(JSON.stringify({ greeting, pid: process.pid })))
  .listen(Number(port), "127.0.0.1");
`;

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the agent fills these
const config = '{ "port": "${port.http}", "greeting": "${parameter.greeting}" }';

/** Writes it to `directory`; returns its URL. */
export function writeTinyRelease(directory: string, name = "tiny", request?: string): string {
  const path = join(directory, name);
  mkdirSync(path, { recursive: true });
  const files = { "serve.mjs": program, "config.json": config };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  const type = {
    parameters: { greeting: { default: "hello", pattern: "[a-z ]+" } },
    ports: ["http"],
    requests: request === undefined ? [] : [{ title: "child", softwareRelease: request }],
    templates: [{ from: "config.json", to: "config.json", escape: "json" }],
    services: [
      {
        name: "serve",
        argv: ["${software}/tools/node", "${software}/serve.mjs", "${partition}/config.json"],
        stopSecondsMax: 2,
      },
    ],
    promises: [{ http: "http://${address}:${port.http}/" }],
    connection: { url: "http://${address}:${port.http}/" },
  };
  const digests = Object.entries(files).map(([file, text]) => [
    file,
    createHash("sha256").update(text).digest("hex"),
  ]);
  const description = {
    format: 1,
    name,
    version: "1.0.0",
    files: Object.fromEntries(digests),
    tools: ["node"],
    types: { default: type },
  };
  const file = join(path, "software.json");
  writeFileSync(file, JSON.stringify(description));
  return pathToFileURL(file).href;
}
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the agent fills these
