import { memoryStore, upcasting } from "@partita/ledger";
import { catchUp, memoryRows, projections, rebuild } from "@partita/projections";
import type { MovementKind } from "@partita/schemas";
import { guestbook } from "@partita/stack";
import { expect, test } from "vitest";
import { all, expectInvariants } from "./testing/invariants.ts";
import { memoryHouse } from "./testing/memory-house.ts";
import { categoryOf, everyStoredShape, oldLogs, putOldLog, readOldLog } from "./testing/old-log.ts";

test.each(oldLogs)("today's house lives on with %s", async (path) => {
  const raw = memoryStore();
  const old = readOldLog(path);
  await putOldLog(raw, old);
  const house = memoryHouse(upcasting(raw));
  house.advance(Date.parse(old.at(-1)?.movement.recordedAt ?? "") - Date.parse(house.now()) + 1);
  await house.settle();
  const known = await house.as("person:ada").ask("instances", {});
  expect(known.instances.length).toBeGreaterThan(0);

  await house.as("person:ada").send("request-instance", {
    detail: {
      ...{ title: "after-all", softwareRelease: guestbook, softwareType: "default" },
      ...{ state: "started", parameters: {}, conditions: {} },
    },
  });
  const to = { organisation: "organisation:hoster" };
  await house.as("organisation:hoster").send("close-period", { to, detail: {} });
  await house.settle();
  await expectInvariants(house);
  const kept = (await all(raw)).slice(0, old.length);
  expect(kept.map(({ movement }) => movement)).toEqual(old.map(({ movement }) => movement));
  await house.close();
});

test("nothing that was billed once is billed again to an old log", async () => {
  const raw = memoryStore();
  for (const path of oldLogs.slice(0, 1)) await putOldLog(raw, readOldLog(path));
  const invoices = async () =>
    (await all(raw)).filter(({ movement }) => movement.kind === "invoice-issued").length;
  const before = await invoices();
  const house = memoryHouse(upcasting(raw));
  await house.settle();
  expect(before).toBeGreaterThan(0);
  expect(await invoices()).toBe(before);
  await house.close();
});

test("each stored shape goes through every projection, and a rebuild", async () => {
  const raw = memoryStore();
  const kinds = new Set<MovementKind>();
  for (const [index, stored] of everyStoredShape().entries()) {
    const movement = { ...stored, id: `00000000-0000-8000-8000-${index}/0` };
    // The registry pairs each kind with its category, which a lookup by name forgets.
    await raw.append(categoryOf(stored.kind), `of-${index}`, 0, [movement] as never);
    kinds.add(stored.kind);
  }
  const [store, rows] = [upcasting(raw), memoryRows()];
  await catchUp({ store, rows, projections });
  await rebuild(store, rows);
  expect(await rows.read(({ position }) => position())).toBe(await raw.head());
  await rows.close();
});
