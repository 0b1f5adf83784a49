import { memoryStore } from "@partita/ledger";
import { shownTo } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { eventsOf, linesOf } from "#api/feed/feed-text.ts";
import type { Show } from "#api/feed/wanted.ts";

async function storeOf(count: number) {
  const store = memoryStore();
  for (let index = 0; index < count; index++)
    await store.append("offer", `OFFER-${index}`, 0, [a("offer-published")]);
  return store;
}
const everything: Show = (recorded) => shownTo({ actor: "person:ines", role: "auditor" }, recorded);
const nothing: Show = () => undefined;

test("lines end where the log ended when they began", async () => {
  const store = await storeOf(600);
  const lines: string[] = [];
  const reading = { store, after: 10n, show: everything, envelope: "none" } as const;
  for await (const text of linesOf(reading, 590n)) {
    lines.push(...text.trimEnd().split("\n"));
    await store.append("offer", `OFFER-x${lines.length}`, 0, [a("offer-published")]);
  }
  const positions = lines.map((line) => Number(JSON.parse(line).position));
  expect(positions).toEqual(Array.from({ length: 580 }, (_, index) => index + 11));
});

test("a reader that sees nothing hears where the feed is, again and again", async () => {
  const store = await storeOf(3);
  const ending = new AbortController();
  const reading = { store, after: 0n, show: nothing, envelope: "none" } as const;
  const living = { signal: ending.signal, heartbeatMilliseconds: 20 };
  const heard: string[] = [];
  for await (const text of eventsOf(reading, living)) {
    heard.push(text);
    if (heard.length === 3) ending.abort();
  }
  const beat = ": still here\nid: 3\n\n";
  expect(heard).toEqual(["retry: 2000\n\n", beat, beat]);
});

test("events wait for what comes, and end with their signal", async () => {
  const store = await storeOf(1);
  const ending = new AbortController();
  const reading = { store, after: 1n, show: everything, envelope: "cloudevents" } as const;
  const living = { signal: ending.signal, heartbeatMilliseconds: 60_000 };
  const heard: string[] = [];
  const listening = (async () => {
    for await (const text of eventsOf(reading, living)) {
      heard.push(text);
      if (heard.length === 1) await store.append("offer", "OFFER-9", 0, [a("offer-published")]);
      else ending.abort();
    }
  })();
  await listening;
  const [, event = ""] = heard;
  expect(event.split("\n")[0]).toBe("id: 2");
  expect(JSON.parse(event.split("\n")[1]?.slice("data: ".length) ?? "")).toMatchObject({
    type: "partita.movement.offer-published",
    partitaposition: "2",
  });
});
