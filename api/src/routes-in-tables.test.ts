import { commandKinds, queries } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mayAsk, mayReadLog, maySend } from "#api/authorisation.ts";
import { maySlap } from "#api/may-slap.ts";
import { type MerkleWorld, merkleWorld } from "#api/testing/merkle-world.ts";
import { type ServedRoute, servedRoutes } from "#api/testing/served-routes.ts";
import { usagePath } from "#api/usage-route.ts";

let house: MerkleWorld;
beforeEach(async () => {
  house = await merkleWorld(async () => ({ faults: [], complete: true }) as never);
});
afterEach(() => house.close());

/** What everybody may read: each is public for a reason that its own file gives. */
const open: ReadonlySet<string> = new Set([
  // It tells where to search; a search is judged by the row of its own.
  "GET /hateoas",
  "GET /hateoas/",
  "GET /v1/openapi.json",
  "GET /v1/problems",
  "GET /v1/problems/:code",
  "GET /v1/authority",
  "GET /v1/authority/crl",
  "GET /v1/authority/crl.pem",
  "GET /v1/log/key",
  "GET /v1/log/checkpoint",
  "GET /v1/log/checkpoints",
  "GET /v1/log/tile/:level/*",
  "GET /v1/log/proof/inclusion",
  "GET /v1/log/proof/consistency",
]);
/** Judged by a row that has another name than the route. */
const rows: Readonly<Record<string, object>> = {
  [`POST ${usagePath}`]: maySend["report-usage"],
  // Whoever may enrol somebody may certify it; and who has a certificate may renew that one.
  "POST /v1/certificates": maySend["issue-enrolment"],
  "POST /v1/certificates/renewal": maySend["revoke-certificate"],
  "GET /v1/log/entries/*": mayReadLog.entries,
  "GET /v1/log/leaves/*": mayReadLog.entries,
  "GET /v1/log/audit": mayReadLog.audit,
  // Whoever sees all of the movement: the table of visibility.
  "GET /v1/log/evidence": mayAsk.movements as object,
};

/** Undefined: nobody has said who may. */
function rowOf({ method, path }: ServedRoute): object | "public" | undefined {
  const spelt = `${method} ${path}`;
  if (open.has(spelt)) return "public";
  if (rows[spelt] !== undefined) return rows[spelt];
  if (path.startsWith("/v1/")) return rowOfRest({ method, path });
  const endpoint = path.slice(path.lastIndexOf("/") + 1);
  // What is called as a method and is none is answered 404, whoever calls.
  if (endpoint.startsWith(":method(")) return "public";
  const known = Object.entries(maySlap).find(([name]) => name === endpoint)?.[1];
  return known ?? (path.startsWith("/hateoas") ? maySlap.hateoas : undefined);
}

function rowOfRest({ method, path }: ServedRoute): object | "public" | undefined {
  const query = queries.find((known) => known.path === path);
  if (method === "GET") return query && mayAsk[query.name];
  const command = commandKinds.find((known) => "send" in known && known.send.path === path);
  return command && maySend[command.kind];
}

test("every route that is served has a row that says who may", async () => {
  const served = await servedRoutes(house.app);
  expect(served.length).toBeGreaterThan(commandKinds.length);
  const without = served.filter((route) => rowOf(route) === undefined);
  expect(without).toEqual([]);
});

test("every command, query and endpoint of the tables is served", async () => {
  const served = (await servedRoutes(house.app)).map(({ method, path }) => `${method} ${path}`);
  for (const command of commandKinds)
    if ("send" in command) expect(served).toContain(`POST ${command.send.path}`);
  for (const { path } of queries) expect(served).toContain(`GET ${path}`);
  const endpoints = new Set(served.map((name) => name.slice(name.lastIndexOf("/") + 1)));
  for (const name of Object.keys(maySlap)) expect(endpoints).toContain(name);
});

test("nobody who is unknown gets past a route that is not public", async () => {
  for (const route of await servedRoutes(house.app)) {
    if (rowOf(route) === "public") continue;
    const { method, path } = route;
    const url = path.replace(/:[a-z]+/gi, "x").replace("*", "x");
    const isForm = method === "POST" && path.startsWith("/slap/") && !path.includes("slapos.");
    const isJson = method === "POST" && !isForm;
    const reply = await house.app.inject({
      ...{ method, url },
      ...(isForm && { headers: { "content-type": "application/x-www-form-urlencoded" } }),
      ...(isJson && { payload: "{}", headers: { "content-type": "application/json" } }),
    });
    // Whose body says what is wanted of it is read before anybody is asked for.
    const isShapedFirst = method === "POST" && path === "/v1/certificates";
    expect([method, path, reply.statusCode]).toEqual([method, path, isShapedFirst ? 400 : 401]);
  }
});
