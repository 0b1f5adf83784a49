import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { sourceReader } from "./read-source.ts";

const read = sourceReader(new Map([["https://mirrored.example/", import.meta.dirname]]));
const text = async (url: string) => Buffer.from(await read(url, 100_000)).toString();

test("a mirrored address, a file and the web are read alike", async () => {
  const url = await served(200, "from the web");
  expect(await text("https://mirrored.example/read-source.ts")).toContain("sourceReader");
  expect(await text(pathToFileURL(join(import.meta.dirname, "lock.ts")).href)).toContain(
    "takeLock",
  );
  expect(await text(url)).toBe("from the web");
});

test.each([
  ["https://mirrored.example/..%2f..%2fpackage.json", /leads out of its mirror/],
  ["https://mirrored.example/nothing", /nothing cannot be read from/],
  ["file:///dev/zero", /zero cannot be read from/],
  ["http://127.0.0.1:1/software.json", /software\.json cannot be read/],
])("%s cannot be read, and the message says so", async (url, message) => {
  await expect(read(url, 1000)).rejects.toThrow(message);
});

test("what is too large or not there is refused with the reason", async () => {
  const large = await served(200, "x".repeat(2000));
  await expect(read(large, 1000)).rejects.toHaveProperty(
    "cause.message",
    "it is larger than 1000 bytes",
  );
  const missing = await served(404, "");
  await expect(read(missing, 1000)).rejects.toHaveProperty(
    "cause.message",
    "it is answered with HTTP 404",
  );
});

async function served(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on TCP has an address and a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}
