import { once } from "node:events";
import { request } from "node:http";
import { request as secureRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { StoreUnavailable } from "@partita/ledger";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { slapFormBytesMax } from "#api/limits.ts";
import { maySlap } from "#api/may-slap.ts";
import { formOf, slapClient } from "#api/slap/testing/slap-client.ts";
import { slapHouse, there } from "#api/slap/testing/slap-market.ts";
import { secured } from "#api/testing/secured.ts";
import { bearer, world } from "#api/testing/world.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };
const comp1 = { computer_id: "COMP-1" };

async function emptyHouse(...change: Parameters<typeof world>) {
  const house = await world(...change);
  onTestFinished(() => house.close());
  return house;
}

test("getHateoasUrl is told to everybody, with the name that the Master was asked by", async () => {
  const house = await emptyHouse();
  const asked = (host: string) => house.inject({ url: "/slap/getHateoasUrl", headers: { host } });
  const reply = await asked("m.example:8020");
  expect(reply).toMatchObject({ status: 200, body: "http://m.example:8020/hateoas" });
  expect(reply.headers["cache-control"]).toBe("public, max-age=3600");
  expect((await asked("<script>")).status).toBe(400);
});

test("no product has releases here; which product must be said, in one way", async () => {
  const ada = slapClient(await emptyHouse(), "ada");
  const list = "getSoftwareReleaseListFromSoftwareProduct";
  expect(await ada.get(list, { software_product_reference: "web" })).toEqual([]);
  expect(await ada.get(list, { software_release_url: "https://sr.example/" })).toEqual([]);
  expect((await ada.send("GET", list, {})).status).toBe(400);
});

describe("an answer of", () => {
  test("401 goes to strangers, before their form is read", async () => {
    const house = await emptyHouse();
    const payload = "x".repeat(100_000);
    for (const name of ["requestComputerPartition", "useComputer"]) {
      const reply = await house.inject({
        method: "POST",
        url: `/slap/${name}`,
        payload,
        headers: form,
      });
      expect(reply).toMatchObject({
        status: 401,
        body: expect.stringMatching(/^unauthenticated: /),
      });
    }
  });

  test("415 goes to what is no form, 413 to one that is too large", async () => {
    const house = await emptyHouse();
    const url = "/slap/requestComputerPartition";
    expect((await house.post("ada", url, { title: "web" })).status).toBe(415);
    const large = `partition_reference=${"x".repeat(slapFormBytesMax)}`;
    expect((await house.post("ada", url, large, form)).status).toBe(413);
  });

  test.each(["a=%", "a=1&a=2", "a=é"])("400 goes to the form %s", async (payload) => {
    const house = await emptyHouse();
    const reply = await house.post("ada", "/slap/requestComputerPartition", payload, form);
    expect(reply).toMatchObject({
      status: 400,
      body: expect.stringMatching(/^malformed-request: /),
    });
  });

  test("404 and 405 go to what is no endpoint", async () => {
    const { house } = await slapHouse();
    expect((await house.get("ada", "/slap/getRunId")).status).toBe(404);
    expect((await house.post("comp1", "/slap/ingestData", "a=b", form)).status).toBe(404);
    expect((await house.get("ada", "/slap/requestComputerPartition")).status).toBe(405);
  });

  test("503 goes to everybody while the database is away, and nothing else does", async () => {
    const house = await emptyHouse(({ rows }) => ({
      rows: { ...rows, read: () => Promise.reject(new StoreUnavailable("no server")) },
    }));
    const reply = await slapClient(house, "comp1").send("GET", "getFullComputerInformation", comp1);
    expect(reply).toMatchObject({ status: 503, body: expect.stringMatching(/^store-unavailable/) });
    expect(reply.headers["retry-after"]).toBe("1");
  });

  test("500 says nothing of the fault", async () => {
    const house = await emptyHouse(({ rows }) => ({
      rows: { ...rows, read: () => Promise.reject(new Error("a secret")) },
    }));
    const reply = await slapClient(house, "comp1").send("GET", "getFullComputerInformation", comp1);
    expect(reply.status).toBe(500);
    expect(reply.body).not.toContain("secret");
    expect(house.lines.join()).toContain("a secret");
  });
});

const needed: Readonly<Record<string, readonly string[]>> = {
  getComputerPartitionStatus: ["computer_id", "computer_partition_id"],
  getFullComputerInformation: ["computer_id"],
  registerComputerPartition: ["computer_reference", "computer_partition_reference"],
  startedComputerPartition: ["computer_id", "computer_partition_id"],
  buildingSoftwareRelease: ["computer_id", "url"],
  requestComputer: ["computer_title"],
  softwareInstanceRename: ["computer_id", "computer_partition_id", "new_name"],
};

test.each(Object.entries(needed))("%s is malformed without any of %j", async (name, fields) => {
  const { node, ada } = await slapHouse();
  const client = name === "requestComputer" ? ada : node;
  const all = Object.fromEntries(fields.map((field) => [field, "COMP-1"]));
  const given = { ...all, computer_partition_id: "slappart0" };
  for (const field of fields) {
    const method = /^get|^register/.test(name) ? "GET" : "POST";
    const reply = await client.send(method, name, { ...given, [field]: "None" });
    expect(reply).toMatchObject({
      status: 400,
      body: expect.stringContaining(`${field} is missing`),
    });
  }
});

test("every endpoint of the table is there, but for the one whose data nobody reads", async () => {
  const { node } = await slapHouse();
  const classic = Object.keys(maySlap).filter((name) => /^[a-z]+[A-Z]\w+$/.test(name));
  const statuses = await Promise.all(
    classic.map(async (name) => {
      const [get, post] = [
        await node.send("GET", name, there),
        await node.send("POST", name, there),
      ];
      return [name, get.status === 405 || post.status === 405 || name === "getHateoasUrl"] as const;
    }),
  );
  expect(statuses.filter(([, isThere]) => !isThere).map(([name]) => name)).toEqual([]);
});

test("a form that comes too slowly is cut off, and nothing is said to wait", async () => {
  const house = await emptyHouse();
  await house.app.listen({ port: 0, host: "127.0.0.1" });
  house.app.server.requestTimeout = 100;
  // A server that listens at a port has an address of this kind.
  const { port } = house.app.server.address() as AddressInfo;
  const asking = request({
    ...{ host: "127.0.0.1", port, method: "POST", path: "/slap/requestComputerPartition" },
    headers: { ...bearer("ada"), ...form, "content-length": "100" },
  });
  asking.write("partition_reference=web");
  const [answer] = await once(asking, "response");
  expect(answer.statusCode).toBe(400);
  await text(answer);
  asking.destroy();
});

test("over TLS it is the same, and the certificate says who calls", async () => {
  const house = await secured();
  onTestFinished(() => house.close());
  const registered = { title: "A computer", region: "europe" };
  await house.post("hoster", "/v1/computers/COMP-1/registration", registered);
  const made = await slapClient(house, "hoster").send("POST", "generateComputerCertificate", comp1);
  const [cert, key] = made.body.match(/-----BEGIN[^<]*-----END [A-Z ]+-----/g) ?? [];
  const ask = async (shown: object) => {
    // A server that listens at a port has an address of this kind.
    const { port } = house.app.server.address() as AddressInfo;
    const path = `/slap/getFullComputerInformation?${formOf(comp1)}`;
    const to = {
      host: "127.0.0.1",
      port,
      path,
      ca: house.authority.roots(),
      agent: false,
    } as const;
    const asking = secureRequest({ ...to, servername: "localhost", ...shown }).end();
    const [answer] = await once(asking, "response");
    return [answer.statusCode, await text(answer)];
  };
  expect(await ask({ key, cert })).toEqual([
    200,
    expect.stringContaining("<string>_computer_id</string><string>COMP-1</string>"),
  ]);
  expect(await ask({})).toEqual([401, expect.stringMatching(/^unauthenticated: /)]);
  await slapClient(house, "hoster").post("revokeComputerCertificate", comp1);
  await vi.waitFor(async () => {
    expect(await ask({ key, cert })).toEqual([401, expect.stringContaining("revoked")]);
  }, 5000);
});
