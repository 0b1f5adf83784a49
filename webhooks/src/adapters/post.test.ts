import { lookup } from "node:dns";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { httpPost, lookupPublic } from "#webhooks/adapters/post.ts";

vi.mock("node:dns", async (original) => {
  const dns = await original<typeof import("node:dns")>();
  return { ...dns, lookup: vi.fn(dns.lookup) };
});

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
    return once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}/`;
}

const letter = (url: string) => ({ url, headers: { "webhook-id": "1" }, body: '{"ü":1}' });
const never = new AbortController().signal;
const send = httpPost({ local: true, millisecondsMax: 2_000 });

test("a letter arrives whole, and the status comes back", async () => {
  const heard: unknown[] = [];
  const url = await serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    heard.push([request.method, request.headers["webhook-id"], body]);
    response.writeHead(429, { "retry-after": "7" }).end();
  });
  expect(await send(letter(url), never)).toEqual({ status: 429, retryAfter: "7" });
  expect(heard).toEqual([["POST", "1", '{"ü":1}']]);
});

test("a redirect is an answer like any other, and not followed", async () => {
  const paths: unknown[] = [];
  const url = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await send(letter(url), never)).toMatchObject({ status: 307 });
  expect(paths).toEqual(["/"]);
});

test("an answer that never ends is cut off; its status counts", async () => {
  let cut: (() => void) | undefined;
  const closed = new Promise<void>((resolve) => {
    cut = resolve;
  });
  const url = await serve((_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x".repeat(10_000)), 1);
    response.on("close", () => {
      clearInterval(timer);
      cut?.();
    });
  });
  expect(await send(letter(url), never)).toMatchObject({ status: 200 });
  await closed;
});

test("a receiver that wants another protocol has answered, and holds up nobody", async () => {
  const changing = createTcpServer((socket) => {
    socket.once("data", () => {
      const lines = ["HTTP/1.1 101 Switching Protocols", "Connection: Upgrade", "Upgrade: x"];
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    });
    socket.on("error", () => undefined);
  });
  changing.listen(0, "127.0.0.1");
  await once(changing, "listening");
  closing.push(async () => {
    changing.close();
    await once(changing, "close");
  });
  const address = changing.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const posted = await send(letter(`http://127.0.0.1:${address.port}/`), never);
  expect(posted).toMatchObject({ status: 101 });
});

test.each(["https://x:99999/", "https://exa[mple/", "https://%zz/"])(
  "an address that cannot be read is refused, not thrown: %s",
  async (url) => {
    expect(await send(letter(url), never)).toEqual({
      failed: "its address cannot be read",
      forbidden: true,
    });
  },
);

test("who does not answer in time has failed", async () => {
  const url = await serve(() => undefined);
  const hurried = httpPost({ local: true, millisecondsMax: 50 });
  const { host } = new URL(url);
  const failed = `${host} did not answer in time`;
  expect(await hurried(letter(url), never)).toEqual({ failed, forbidden: false });
});

test("nobody at home is a failure, not a fault", async () => {
  const posted = await send(letter("http://127.0.0.1:1/?token=secret"), never);
  const failed = "127.0.0.1:1 cannot be reached (ECONNREFUSED)";
  expect(posted).toEqual({ failed, forbidden: false });
});

test("the end of the house cuts it off", async () => {
  const url = await serve(() => undefined);
  const ending = new AbortController();
  const posting = send(letter(url), ending.signal);
  ending.abort();
  expect(await posting).toMatchObject({ forbidden: false });
});

test.each([
  ["http://receiver.partita.example/", "nothing is sent over plain HTTP"],
  ["https://127.0.0.1/", "127.0.0.1 is no address of the public internet"],
  ["https://[::1]:8443/", "[::1] is no address of the public internet"],
  ["https://[::ffff:10.0.0.1]/", "[::ffff:a00:1] is no address of the public internet"],
  ["https://2130706433/", "127.0.0.1 is no address of the public internet"],
  ["https://0x7f.1/", "127.0.0.1 is no address of the public internet"],
  ["https://169.254.169.254/latest", "169.254.169.254 is no address of the public internet"],
])("%s is never sent to", async (url, failed) => {
  const posted = await httpPost({ local: false })(letter(url), never);
  expect(posted).toEqual({ failed, forbidden: true });
});

test("a name is looked at when it is connected to: one private address condemns it", async () => {
  const posted = await httpPost({ local: false })(letter("https://localhost:1/"), never);
  const failed = "localhost is no address of the public internet";
  expect(posted).toEqual({ failed, forbidden: true });
});

test("a public name leads to its addresses, one or all", async () => {
  const addresses = [{ address: "93.184.216.34", family: 4 }];
  const answer = (_: string, __: object, callback: (...found: unknown[]) => void) =>
    callback(null, addresses);
  // What a test says that names lead to has the form of the one overload that is called.
  vi.mocked(lookup).mockImplementation(answer as never);
  const found = (all: boolean) =>
    new Promise((resolve) =>
      lookupPublic("receiver.example", { all }, (...answered) => resolve(answered)),
    );
  expect(await found(true)).toEqual([null, addresses]);
  expect(await found(false)).toEqual([null, "93.184.216.34", 4]);
});
