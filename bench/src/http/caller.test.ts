import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { caller } from "./caller.ts";
import { requestBytes } from "./request-bytes.ts";

test("a caller sends requests one after the other and gets whole answers", async () => {
  const server = createServer((request, reply) => {
    const length = Number(request.url?.slice(1));
    request
      .resume()
      .on("end", () => reply.setHeader("content-length", length).end("x".repeat(length)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  const connection = await caller(port);
  for (const length of [0, 5, 1_000_000, 7]) {
    const request = requestBytes({ method: "POST", path: `/${length}`, body: "a=b" });
    const { status, bytes, head } = await connection.exchange(request);
    expect([status, bytes - head.length - 4]).toEqual([200, length]);
  }
  connection.close();
});

test("a server that closes the connection is told of", async () => {
  const server = createServer((request) => request.socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  // It listens on a port.
  const { port } = server.address() as AddressInfo;
  const connection = await caller(port);
  const request = requestBytes({ method: "GET", path: "/" });
  await expect(connection.exchange(request)).rejects.toThrow();
});
