import { PositionUnknown } from "@partita/ledger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listening } from "#api/testing/listening.ts";
import { bearer, type World, world } from "#api/testing/world.ts";

/** As a store with gaps has them. */
const gap = 1n;
let house: World;
beforeEach(async () => {
  house = await world(({ store }) => ({
    store: {
      ...store,
      readAll: async (after, limit) => {
        if (after === gap) throw new PositionUnknown(after);
        return store.readAll(after, limit);
      },
    },
  }));
});
afterEach(() => house.close());

const url = "https://receiver.example/hooks";
const none = "no movement stands at position 1; use one that an answer gave";

test.each([
  ["9223372036854775808", "no log reaches 9223372036854775808; use one that an answer gave"],
  ["9223372036854775807", "the log ends at 1; use a position up to that"],
  ["2", "the log ends at 1; use a position up to that"],
  ["1", none],
])("no webhook begins after %s, where the log cannot be read from", async (after, detail) => {
  const { body: registered } = await house.post("hoster", "/v1/webhooks", { url, after: "0" });
  const rewinding = `/v1/webhooks/${registered.subject}/rewinding`;
  for (const [path, wish] of [
    ["/v1/webhooks", { url, after }],
    [rewinding, { after }],
  ] as const) {
    const { status, body } = await house.post("hoster", path, wish);
    expect([status, body.code, body.detail]).toEqual([400, "schema-mismatch", detail]);
  }
  expect(await house.kinds()).toEqual(["webhook-registered"]);
  expect((await house.post("hoster", rewinding, { after: "0" })).status).toBe(201);
});

test.each(["application/json", "application/jsonl", "text/event-stream"])(
  "a feed as %s from where no movement stands is refused before it begins",
  async (accept) => {
    const feed = `${await listening(house)}/v1/movements?after=${gap}`;
    const answer = await fetch(feed, { headers: { ...bearer("auditor"), accept } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "schema-mismatch", detail: none });
  },
);
