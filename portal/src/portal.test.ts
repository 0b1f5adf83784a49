import {
  aComputer,
  anInstance,
  anInvoice,
  anOffer,
  aTrailStep,
} from "@partita/schemas/testing/answers.ts";
import { aProblem, fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { pages } from "./pages/registry.ts";
import { buildPortal } from "./portal.ts";
import { visit } from "./testing/visit.ts";

const answers = {
  instances: { instances: [anInstance()], position: "19" },
  "instance-status": { instance: anInstance(), position: "19" },
  "instance-trail": { instance: "I", tree: "T", steps: [aTrailStep()], position: "19" },
  "free-partitions": { computers: [aComputer()], position: "19" },
  "open-offers": { offers: [anOffer()], position: "19" },
  "issued-invoices": { invoices: [anInvoice()], position: "30" },
  "issued-invoice": { invoice: anInvoice(), position: "30" },
};

test("all addresses of the portal", async () => {
  await using portal = buildPortal({ masterUrl: "http://127.0.0.1:1" });
  expect(portal.printRoutes({ commonPrefix: false })).toMatchSnapshot();
});

test.each(pages.map(({ path }) => path))("the page %s", async (path) => {
  await using master = await fakeMaster(answers);
  const { status, body } = await visit(master.url, path.replace(/:\w+/, "X-1"));
  expect(status).toBe(200);
  expect(body).toMatchSnapshot();
});

test.each(pages.map(({ path }) => path))(
  "%s shows hostile text instead of obeying it",
  async (path) => {
    const hostile = '"><script>alert(1)</script>';
    const poisoned = JSON.parse(JSON.stringify(answers), (name, value) =>
      // Numbers, dates and statuses are not free text; everything that people choose is.
      ["title", "says", "owner", "seller", "url", "greeting", "offer"].includes(name)
        ? hostile
        : value,
    );
    await using master = await fakeMaster(poisoned);
    const { body } = await visit(master.url, path.replace(/:\w+/, "X-1"));
    expect(body).not.toContain("<script");
    expect(body).toContain("&lt;script&gt;");
  },
);

test("a list keeps trees together, folds away what is gone, and shows no secret", async () => {
  const child = { instance: "INST-0000000002", title: "database", requester: "INST-0000000001" };
  const later = { requestedAt: "2026-01-01T00:00:09.000Z", tree: "TREE-0000000002" };
  const instances = [
    anInstance({ ...later, instance: "INST-0000000000", title: "later" }),
    anInstance({ ...later, instance: "INST-0000000003", title: "past", phase: "destroyed" }),
    anInstance(),
    anInstance({ ...child, connection: { url: "postgresql://a:secret@b/c", password: "secret" } }),
  ];
  await using master = await fakeMaster({ ...answers, instances: { instances, position: "19" } });
  const { body } = await visit(master.url, "/");
  const titles = [...body.matchAll(/INST-\d+">([a-z-]+)</g)].map(([, title]) => title);
  expect(titles).toEqual(["my-guestbook", "database", "later", "past"]);
  expect(body).toContain("<summary>Destroyed (1)</summary>");
  expect(body).not.toContain("secret");
});

test("no script may run and nothing is cached", async () => {
  await using master = await fakeMaster(answers);
  await using portal = buildPortal({ masterUrl: master.url });
  for (const url of ["/", "/sign-in", "/stylesheet.css", "/nowhere"]) {
    const { headers } = await portal.inject({ url });
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self'/);
    expect(headers["cache-control"]).toBe("no-store");
  }
});

test("without a token every page leads to the form", async () => {
  for (const { path } of pages) {
    const { status, location } = await visit("http://127.0.0.1:1", path, {});
    expect([status, location]).toEqual([303, "/sign-in"]);
  }
});

test("a token that was taken back leads to the form, and the cookie goes", async () => {
  const unauthenticated = aProblem({ code: "unauthenticated", status: 401 });
  await using master = await fakeMaster({ instances: unauthenticated });
  expect((await visit(master.url, "/")).location).toBe("/sign-in");
});

test("a refusal is a page with its code and status", async () => {
  const problem = aProblem({ code: "no-such-instance", status: 404, title: "No instance." });
  await using master = await fakeMaster({ "instance-status": problem });
  const { status, body } = await visit(master.url, "/instances/INST-1");
  expect(status).toBe(404);
  expect(body).toContain("No instance. (<code>no-such-instance</code>)");
});

test("a Master that does not answer is a page that says what to do", async () => {
  await using gone = await fakeMaster();
  await gone[Symbol.asyncDispose]();
  const { status, body } = await visit(gone.url, "/");
  expect(status).toBe(502);
  expect(body).toContain("Start it with <code>npm start</code>");
});

test("a reference from the address cannot leave its place in the question", async () => {
  await using master = await fakeMaster(answers);
  await visit(master.url, "/instances/..%2Finvoices%3Fx=1");
  expect(master.heard[0]?.path).toBe("/v1/instances/..%2Finvoices%3Fx%3D1");
});

test("a fault of ours is reported, and the page does not tell its inside", async () => {
  const faults: unknown[] = [];
  const broken = { instances: { instances: [null], position: "0" } };
  // What no Master would answer.
  await using master = await fakeMaster(broken as never);
  await using portal = buildPortal({ masterUrl: master.url, onFault: (one) => faults.push(one) });
  const reply = await portal.inject({ url: "/", headers: { cookie: "partita-token=abc" } });
  expect([reply.statusCode, faults.length]).toEqual([500, 1]);
  expect(reply.body).not.toContain("TypeError");
});
