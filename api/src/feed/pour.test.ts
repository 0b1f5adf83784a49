import { once } from "node:events";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { pour } from "#api/feed/pour.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A connection between a reader that reads nothing by itself and an answer to it. */
async function connected(): Promise<{ reader: IncomingMessage; answer: ServerResponse }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
    return once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const asked = once(server, "request");
  const asking = get(`http://127.0.0.1:${address.port}/`);
  const [, answer] = await asked;
  answer.flushHeaders();
  const [reader] = await once(asking, "response");
  return { reader, answer };
}

const never = new AbortController().signal;
const megabyte = "x".repeat(1024 * 1024);

function endless() {
  const state = { made: 0, ended: false };
  async function* texts() {
    try {
      for (;;) {
        state.made += 1;
        yield megabyte;
      }
    } finally {
      state.ended = true;
    }
  }
  return { state, texts: texts() };
}

test("what is poured arrives, to its end", async () => {
  const { reader, answer } = await connected();
  async function* texts() {
    yield "one ";
    yield "";
    yield "two";
  }
  expect(await pour(texts(), answer, { left: never, stuckMillisecondsMax: 1_000 })).toBe("ended");
  expect((await reader.toArray()).join("")).toBe("one two");
});

test("a reader that takes nothing costs a few megabytes, and is cut off", async () => {
  const { reader, answer } = await connected();
  const { state, texts } = endless();
  const poured = await pour(texts, answer, { left: never, stuckMillisecondsMax: 300 });
  expect(poured).toBe("stuck");
  // What the sockets of the system hold, and no more than one text in the process.
  expect(state.made).toBeLessThan(50);
  expect(state.ended).toBe(true);
  expect(answer.destroyed).toBe(true);
  reader.on("error", () => undefined).resume();
});

test("a reader that goes ends the source", async () => {
  const { reader, answer } = await connected();
  const { state, texts } = endless();
  const left = new AbortController();
  answer.on("close", () => left.abort());
  const poured = pour(texts, answer, { left: left.signal, stuckMillisecondsMax: 60_000 });
  reader.destroy();
  expect(await poured).toBe("left");
  expect(state.ended).toBe(true);
});

test("a source that fails breaks the answer off, so that nobody takes it for whole", async () => {
  const { reader, answer } = await connected();
  async function* texts() {
    yield "one";
    throw new Error("the store is away");
  }
  const broken = once(reader.resume(), "error");
  const poured = pour(texts(), answer, { left: never, stuckMillisecondsMax: 1_000 });
  await expect(poured).rejects.toThrow("the store is away");
  expect((await broken)[0]).toMatchObject({ code: "ECONNRESET" });
});
