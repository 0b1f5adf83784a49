import type { QueryAnswer, Webhook } from "@partita/schemas";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const hook = "HOOK-0000000001";
const done = { movements: ["m/0"], position: "20", subject: hook };
const running: Webhook = {
  webhook: hook,
  owner: "organisation:hoster",
  role: "organisation",
  url: "https://receiver.example/hooks",
  format: "standard",
  kinds: [],
  after: "5",
  startedAt: "5",
  enabledAt: "5",
  revision: 1,
  rotations: [{ rotation: 0 }],
  registeredAt: "2026-01-01T00:00:00.000Z",
};
const paused: Webhook = {
  ...running,
  kinds: ["invoice-issued"],
  pause: {
    reason: "failing",
    movement: "m/0",
    position: "12",
    attempts: 10,
    message: "it answered 503",
    pausedAt: "2026-01-04T00:00:00.000Z",
  },
};

test("add sends the address and what is wanted, and says how to go on", async () => {
  await using master = await fakeMaster({ "register-webhook": done });
  const wanted = ["--kind", "invoice-issued", "--format", "cloudevents", "--after", "7"];
  const words = ["webhook", "add", "https://receiver.example/hooks", ...wanted];
  const { printed } = await say(words, master.url);
  expect(printed).toBe(`registered ${hook}; partita webhook secret ${hook} shows what verifies it`);
  expect(master.heard[0]?.body).toEqual({
    url: "https://receiver.example/hooks",
    kinds: ["invoice-issued"],
    format: "cloudevents",
    after: "7",
  });
});

test.each([
  [["add", "https://a.example/", "--kind", "invoice"], /^--kind is one of allocation-deferred,/],
  [["add", "https://a.example/", "--format", "xml"], /standard, cloudevents, not "xml"/],
  [["rewind", hook], /^--after is needed/],
  [["remove"], /which webhook: remove <webhook>/],
])("%j is refused here already", async (words, complaint) => {
  const { exit, told } = await say(["webhook", ...words], "http://127.0.0.1:1");
  expect(exit).toBe(2);
  expect(told).toMatch(complaint);
});

test("list says where movements go, and what is paused", async () => {
  await using master = await fakeMaster({
    webhooks: { webhooks: [running, { ...paused, webhook: "HOOK-2" }], position: "20" },
  });
  const { printed } = await say(["webhook"], master.url);
  const [, first, second] = printed.split("\n");
  expect(first).toMatch(/^HOOK-0000000001 .*https:\/\/receiver.example\/hooks {2}all {13}running$/);
  expect(second).toMatch(/paused at 2026-01-04T00:00:00.000Z \(failing\): it answered 503$/);
});

test("show says how far the delivery is, and why no further", async () => {
  const failing = {
    movement: "m/0",
    position: "12",
    since: "2026-01-01T00:00:00.000Z",
    attempts: 2,
    message: "it answered 503",
    nextAttemptAt: "2026-01-01T00:05:05.000Z",
  };
  const delivery = {
    delivered: "11",
    status: 503,
    answeredAt: "2026-01-01T00:00:05.000Z",
    failing,
  };
  const answer: QueryAnswer<"webhook"> = { webhook: running, delivery, position: "20" };
  await using master = await fakeMaster({ webhook: answer });
  const { printed } = await say(["webhook", "show", hook], master.url);
  expect(printed.split("\n").slice(-7)).toEqual(
    [
      "state         running",
      "delivered     up to position 11",
      "last answer   503 at 2026-01-01T00:00:05.000Z",
      "fails at      position 12 since 2026-01-01T00:00:00.000Z",
      "attempts      2: it answered 503",
      "next attempt  2026-01-01T00:05:05.000Z",
    ].toSpliced(0, 0, "secret        number 0"),
  );
});

test("secret shows those that sign, the old ones with their end", async () => {
  const until = "2026-01-02T00:00:00.000Z";
  const secrets = [
    { secret: "whsec_new", rotation: 1 },
    { secret: "whsec_old", rotation: 0, until },
  ];
  await using master = await fakeMaster({
    "webhook-secret": { webhook: hook, secrets, position: "20" },
  });
  const { printed } = await say(["webhook", "secret", hook], master.url);
  expect(printed).toBe(`whsec_new\nwhsec_old  until ${until}`);
});

test.each([
  ["rotate", ["--overlap", "0"], "rotation", { overlapSeconds: 0 }],
  ["rotate", [], "rotation", {}],
  ["rewind", ["--after", "0"], "rewinding", { after: "0" }],
  ["enable", [], "enabling", {}],
  ["remove", [], "removal", {}],
] as const)("%s %j is sent to %s", async (name, words, path, body) => {
  const kind = `${name}-webhook` as const;
  await using master = await fakeMaster({ [kind]: done });
  const { exit, printed } = await say(["webhook", name, hook, ...words], master.url);
  expect([exit, printed]).toEqual([0, expect.stringContaining(hook)]);
  expect(master.heard).toMatchObject([{ name: kind, path: `/v1/webhooks/${hook}/${path}`, body }]);
});
