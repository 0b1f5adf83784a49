/** The limit of handshakes: node:https that asks for a certificate, and answers a few bytes. */
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const folder = process.argv[2] ?? "";
const pem = (name: string) => readFileSync(join(folder, `${name}.pem`), "utf8");

const server = createServer(
  {
    ...{ key: pem("key"), cert: pem("cert"), ca: pem("ca") },
    ...{ requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.2" },
  },
  (_request, reply) => reply.setHeader("content-type", "application/json").end('{"answer":[]}'),
);
server.listen(0, "127.0.0.1", () => {
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  console.log(`${port}`);
});
