import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Entries } from "./entries.ts";
import {
  authorCharactersMax,
  bodyBytesMax,
  guestbookServer,
  textCharactersMax,
} from "./guestbook.ts";
import { escapeHtml, renderPage } from "./page.ts";

const form = "application/x-www-form-urlencoded";
const json = "application/json";

test("an entry sent as JSON is listed, and shown escaped", async () => {
  const url = await served();
  const written = await post(url, json, JSON.stringify({ author: "Ada", text: "<script>&" }));
  expect(written.status).toBe(201);
  expect(await (await fetch(`${url}/entries`)).json()).toEqual({
    entries: [{ id: "1", author: "Ada", text: "<script>&", writtenAt: "2026-01-01T00:00:00.000Z" }],
  });
  const page = await (await fetch(url)).text();
  expect(page).toContain("<h2>Ada</h2><p>&lt;script&gt;&amp;</p>");
});

test("a form leads back to the page", async () => {
  const url = await served();
  const reply = await post(url, form, "author=Ada&text=Hello+there");
  expect([reply.status, reply.headers.get("location")]).toEqual([303, "/"]);
  expect(await (await fetch(url)).text()).toContain("Hello there");
});

test.each([
  ["no author", [form, "text=x"], 400, /author must be a text of 1 to 100/],
  ["a blank text", [form, "author=a&text=+"], 400, /text must be a text/],
  ["a long author", [form, `author=${"a".repeat(authorCharactersMax + 1)}&text=x`], 400, /author/],
  ["a long text", [form, `author=a&text=${"x".repeat(textCharactersMax + 1)}`], 400, /text/],
  ["the character 0", [json, '{"author":"a","text":"\\u0000"}'], 400, /text/],
  ["a number", [json, '{"author":"a","text":3}'], 400, /text/],
  ["broken JSON", [json, "{"], 400, /no JSON object/],
  ["a list", [json, "null"], 400, /no JSON object/],
  ["another kind of body", ["text/plain", "hi"], 415, /form or JSON/],
  ["a large body", [form, "x".repeat(bodyBytesMax + 1)], 413, /at most 32768 bytes/],
])("%s is refused with a reason", async (_, [type = "", body = ""], status, message) => {
  const reply = await post(await served(), type, body);
  expect(reply.status).toBe(status);
  expect(await reply.text()).toMatch(message);
});

test.each([
  ["GET", "/nowhere", 404],
  ["GET", "/toString", 404],
  ["DELETE", "/entries", 405],
  ["GET", "/health", 200],
  ["GET", "/?from=mail", 200],
])("%s %s is answered with %i", async (method, path, status) => {
  expect((await fetch(`${await served()}${path}`, { method })).status).toBe(status);
});

test("without its database the guestbook says so, and not why", async () => {
  const broken = () => Promise.reject(new Error("password"));
  const url = await served({ newest: broken, add: broken, check: broken });
  const reply = await fetch(`${url}/health`);
  expect(reply.status).toBe(503);
  expect(await reply.text()).not.toContain("password");
});

test("quotes are escaped too, and the greeting like everything else", () => {
  expect(escapeHtml(`<a href="x" class='y'>&`)).toBe(
    "&lt;a href=&quot;x&quot; class=&#39;y&#39;&gt;&amp;",
  );
  expect(renderPage("<b>", [])).toContain("<h1>&lt;b&gt;</h1>");
});

async function served(entries: Entries = remembered()): Promise<string> {
  const server = guestbookServer({ greeting: "Welcome", entries }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on TCP has an address and a port.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/**
 * The web's side is tested here; the table is tested with a real PostgreSQL in node-agent's
 * releases.test.ts.
 */
function remembered(): Entries {
  const kept: Awaited<ReturnType<Entries["add"]>>[] = [];
  return {
    newest: async (countMax) => kept.slice(0, countMax),
    add: async (author, text) => {
      const id = String(kept.length + 1);
      const entry = { id, author, text, writtenAt: "2026-01-01T00:00:00.000Z" };
      kept.unshift(entry);
      return entry;
    },
    check: async () => {},
  };
}

function post(url: string, type: string, body: string): Promise<Response> {
  const headers = { "content-type": type };
  return fetch(`${url}/entries`, { method: "POST", body, headers, redirect: "manual" });
}
